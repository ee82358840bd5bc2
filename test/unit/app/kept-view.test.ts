// What a device kept of a room, on a page: whoever is not who it was kept for, or is sent away, sees nothing of it.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Entrance } from "../../../src/app/room/entrance.ts";
import { RoomView } from "../../../src/app/room/room-view.ts";
import { EMPTY_ROOM, type RoomState } from "../../../src/client/state.ts";
import { createMemoryStore } from "../../../src/client/outbox-store.ts";
import { CLOSE } from "../../../src/protocol/close-codes.ts";
import { World } from "../client/world.ts";

const BY = { id: "a".repeat(16), name: "Ada" };
const KEPT: RoomState = {
  ...EMPTY_ROOM,
  timeline: [{ kind: "message", message: { seq: 1, at: 1, id: "kept-1", by: BY, text: "kept" } }],
};

beforeEach(() => {
  vi.stubGlobal("location", { origin: "http://chat.test" });
  // Nobody answers to a look.
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
});
afterEach(() => vi.unstubAllGlobals());

function entranceOf(world: World, isKnown: Promise<boolean>): Entrance {
  const { environment } = world;
  return {
    isKnown: () => isKnown,
    join: async () => ({ kind: "ready", member: BY, token: "" }),
    session: () => ({ session: { kind: "cookie" }, outbox: createMemoryStore(), environment }),
  };
}

test("nothing that was kept is shown to somebody who was signed out, whichever comes first", async () => {
  const world = new World();
  const early = new RoomView("kitchen", entranceOf(world, Promise.resolve(false)));
  const entered = early.enter();
  early.showKept(KEPT, 1);
  expect(early.timeline.value).toHaveLength(1);
  await entered;
  expect(early.entry.value.kind).toBe("asking");
  expect([early.timeline.value, early.keptAt.value]).toEqual([[], undefined]);

  early.showKept(KEPT, 1);
  expect([early.timeline.value, early.keptAt.value]).toEqual([[], undefined]);
  early.stayOutside();
  early.showKept(KEPT, 1);
  expect(early.timeline.value).toEqual([]);
});

test("what was kept goes where the room sends one away before it has let one in", async () => {
  const world = new World();
  const view = new RoomView("kitchen", entranceOf(world, Promise.resolve(true)));
  view.showKept(KEPT, 1);
  await view.enter();
  expect(view.timeline.value).toHaveLength(1);
  world.server.sockets.at(-1)?.end(CLOSE.notAllowed, "banned");
  await world.settle();
  expect(view.connection.value.kind).toBe("stopped");
  expect([view.timeline.value, view.keptAt.value]).toEqual([[], undefined]);
  view.showKept(KEPT, 1);
  expect([view.timeline.value, view.keptAt.value]).toEqual([[], undefined]);
  view.close();
});
