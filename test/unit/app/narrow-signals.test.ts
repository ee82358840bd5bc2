// What a page computes of a room's state: nothing anew where what it is made of stays the same.

import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import { RoomView } from "../../../src/app/room/room-view.ts";
import { EMPTY_ROOM } from "../../../src/client/state.ts";

test("reading on makes neither who one is, nor one's role, nor one's replies anew", () => {
  const view = new RoomView("kitchen");
  const you = { id: "a".repeat(16), name: "Ada", role: "member" as const, readUpTo: 1 };
  const reply = { seq: 2, at: 1, id: "id-2", by: { id: you.id, name: "Ada" }, text: "yes", thread: 1 };
  view.state.value = { ...EMPTY_ROOM, you, timeline: [{ kind: "message", message: reply }] };
  const seen: unknown[] = [];
  const end = effect(() => void seen.push([view.self.value?.name, view.role.value, view.ownReplies.value.get(1)]));
  view.state.value = { ...view.state.value, you: { ...you, readUpTo: 2 } };
  expect(seen).toEqual([["Ada", "member", 2]]);
  view.state.value = { ...view.state.value, you: { ...you, role: "reader", readUpTo: 2 } };
  expect(seen.at(-1)).toEqual(["Ada", "reader", 2]);
  end();
});
