// A room after a deploy: sockets that other code accepted, commands of clients that other code was written for.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { enter, newId, newRoom, roomObject } from "../room/enter.ts";

test("R7-3 a socket whose attachment other code wrote is closed with 1012 on waking, and the others notice nothing", async () => {
  const room = newRoom("attachment");
  const [alice, bob, carol] = [await enter(room, "Alice"), await enter(room, "Bob"), await enter(room, "Carol")];
  await alice.say("before");
  await Promise.all([alice, bob, carol].map((person) => person.events()));
  await runInDurableObject(roomObject(room), (_, state) => {
    for (const socket of state.getWebSockets()) {
      const attachment: unknown = socket.deserializeAttachment();
      if (typeof attachment !== "object" || attachment === null) continue;
      const text = JSON.stringify(attachment);
      if (text.includes("g_Bob")) socket.serializeAttachment({ ...attachment, version: 2 });
      if (text.includes("g_Carol")) socket.serializeAttachment({ unheard: "of" });
    }
  });
  await evictDurableObject(roomObject(room));
  await alice.say("after");
  expect((await bob.closed).code).toBe(1012);
  expect((await carol.closed).code).toBe(1012);
  expect(await alice.texts()).toEqual(["after"]);
  const back = await enter(room, "Bob", { since: `${alice.welcome.epoch === "0" ? "0" : alice.welcome.epoch}:0` });
  expect(back.welcome.recovered).toBe(true);
  expect(await back.texts(2)).toEqual(["before", "after"]);
  expect((await enter(room, "Dave")).welcome.members.count).toBe(3);
});

test("R4-14 fields of commands that this room does not know are ignored, and not stored", async () => {
  const room = newRoom("fields");
  const alice = await enter(room, "Alice");
  const later = { room: "elsewhere", priority: 9, deep: { a: [{}] }, silent: true };
  alice.raw(JSON.stringify({ type: "send", id: "s1", text: "x", ...later }));
  expect(await alice.next("ack")).toMatchObject({ id: "s1", seq: 1 });
  expect(Object.keys((await alice.events())[0] ?? {})).toEqual(["seq", "at", "kind", "by", "id", "text"]);
  // The same command without them is the same command.
  expect(await alice.ask({ type: "send", id: "s1", text: "x" })).toMatchObject({ type: "ack", seq: 1 });
  alice.raw(JSON.stringify({ type: "rename", id: "r1", name: "Ada", ...later }));
  expect(await alice.next("ack")).toMatchObject({ id: "r1", seq: 2 });
  alice.raw(JSON.stringify({ type: "history", id: "h1", limit: 1, ...later }));
  expect(await alice.next("history")).toMatchObject({ id: "h1" });
  for (const type of ["read", "typing", "signal"]) {
    alice.raw(JSON.stringify({ type, upTo: 1, on: true, name: "n", data: 1, ...later }));
  }
  await alice.caughtUp();
  expect(alice.untaken("error")).toEqual([]);
});

test("R4-14 commands of later versions are refused by their id, one by one, and the connection goes on", async () => {
  const alice = await enter(newRoom("commands"), "Alice");
  for (const type of ["invite", "summon", "translate", "later"]) {
    const id = newId();
    alice.raw(JSON.stringify({ type, id, message: 1, text: "x", emoji: "👍", on: true }));
    expect(await alice.answer(id)).toMatchObject({ type: "error", code: "unknown_type" });
  }
  expect((await alice.say("well")).seq).toBe(1);
});
