// How far members have read: told on one's other devices, and to everybody where they are few.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { call, enter, knock, newRoom, principal, roomObject } from "./enter.ts";

test("R5-10 a position is told to one's other connections, not to the one that it came from, and only where it moved", async () => {
  const room = newRoom("read");
  const [laptop, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice" })];
  for (const text of ["1", "2", "3"]) await laptop.say(text);
  laptop.send({ type: "read", upTo: 2 });
  expect(await phone.next("read")).toEqual({ type: "read", upTo: 2 });
  laptop.send({ type: "read", upTo: 1 });
  phone.send({ type: "read", upTo: 2 });
  phone.send({ type: "read", upTo: 99 });
  expect(await laptop.next("read")).toEqual({ type: "read", upTo: 3 });
  await phone.caughtUp();
  expect([...laptop.untaken("read"), ...phone.untaken("read")]).toEqual([]);
});

test("R5-10 R4-7 a position told from outside of a connection reaches all devices, and is kept over a sleep", async () => {
  const room = newRoom("read-http");
  const alice = await enter(room, "Alice");
  for (const text of ["1", "2"]) await alice.say(text);
  expect(await call(room, principal("g_Alice"), { type: "read", upTo: 2 })).toMatchObject({
    kind: "ok",
    frame: undefined,
  });
  expect(await alice.next("read")).toEqual({ type: "read", upTo: 2 });
  await call(room, principal("g_Bob"), { type: "read", upTo: 1 });
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Bob")).welcome.you.readUpTo).toBe(1);
  expect((await enter(room, "Alice")).welcome.you.readUpTo).toBe(2);
});

test("R5-11 everybody is told how far the others have read, many in one frame, the newest of each", async () => {
  const room = newRoom("reads");
  const [alice, bob, carol] = [await enter(room, "Alice"), await enter(room, "Bob"), await enter(room, "Carol")];
  const guide = await knock(room, "Guide", "plain");
  for (const text of ["1", "2", "3"]) await alice.say(text);
  for (const upTo of [1, 2, 3]) bob.send({ type: "read", upTo });
  alice.send({ type: "read", upTo: 1 });
  const seen: Record<string, number> = {};
  let frames = 0;
  while (seen["g_Bob"] !== 3 || seen["g_Alice"] !== 1) {
    Object.assign(seen, (await carol.next("reads")).reads);
    frames += 1;
  }
  expect(frames).toBeLessThanOrEqual(3);
  expect(seen).toEqual({ g_Bob: 3, g_Alice: 1 });
  await guide.ping();
  expect(guide.untakenTexts()).toEqual(["1", "2", "3"]);
});

test("R5-11 not in rooms of more than 20 members", async () => {
  const room = newRoom("reads-many");
  const people = await Promise.all(Array.from({ length: 20 }, (_, index) => enter(room, `P${index}`)));
  const [first, second] = people;
  if (first === undefined || second === undefined) throw new Error("nobody came");
  await first.say("1");
  first.send({ type: "read", upTo: 1 });
  expect((await second.next("reads")).reads).toEqual({ g_P0: 1 });
  const last = await enter(room, "P20");
  await first.say("2");
  first.send({ type: "read", upTo: 2 });
  await first.say("3");
  await last.texts(2);
  for (const person of [second, last]) await person.caughtUp();
  expect([...second.untaken("reads"), ...last.untaken("reads")]).toEqual([]);
  expect((await enter(room, "P0")).welcome.you.readUpTo).toBe(2);
});
