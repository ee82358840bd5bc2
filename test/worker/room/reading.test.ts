// How far members have read: told on one's other devices, and to everybody where they are few.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { call, enter, knock, newId, newRoom, principal, roomObject } from "./enter.ts";

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

test("R5-10 R5-11 R4-81 the first position after a sleep is told as any other", async () => {
  const room = newRoom("read-asleep");
  const [laptop, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice" })];
  const bob = await enter(room, "Bob");
  for (const text of ["1", "2"]) await laptop.say(text);
  await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
  laptop.send({ type: "read", upTo: 2 });
  expect(await phone.next("read")).toEqual({ type: "read", upTo: 2 });
  expect(await bob.next("reads")).toEqual({ type: "reads", reads: { g_Alice: 2 } });
  await evictDurableObject(roomObject(room), { webSockets: "hibernate" });
  laptop.send({ type: "readThread", thread: 1, upTo: 2 });
  expect(await phone.next("threads")).toEqual({ type: "threads", threads: { 1: 2 } });
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

test("R4-80 R4-81 how far one has read in threads is kept, told to one's other devices, and after each welcome", async () => {
  const room = newRoom("threads");
  const [laptop, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice" })];
  const bob = await enter(room, "Bob");
  for (const text of ["1", "2"]) await laptop.say(text);
  for (const thread of [1, 2, 1]) await bob.ask({ type: "send", id: newId(), text: "in a thread", thread });
  laptop.send({ type: "readThread", thread: 1, upTo: 3 });
  expect(await phone.next("threads")).toEqual({ type: "threads", threads: { 1: 3 } });
  laptop.send({ type: "readThread", thread: 1, upTo: 2 });
  phone.send({ type: "readThread", thread: 1, upTo: 3 });
  phone.send({ type: "readThread", thread: 99, upTo: 3 });
  phone.send({ type: "readThread", thread: 2, upTo: 99 });
  expect(await laptop.next("threads")).toEqual({ type: "threads", threads: { 2: 5 } });
  await phone.caughtUp();
  expect([...laptop.untaken("threads"), ...phone.untaken("threads"), ...bob.untaken("threads")]).toEqual([]);
  await evictDurableObject(roomObject(room));
  const desk = await enter(room, "Alice");
  expect(await desk.next("threads")).toEqual({ type: "threads", threads: { 1: 3, 2: 5 } });
  expect(desk.welcome.you.readUpTo, "the room itself").toBe(0);
  const newcomer = await enter(room, "Bob");
  await newcomer.caughtUp();
  expect(newcomer.untaken("threads")).toEqual([]);
});

test("R4-80 a member's positions are one row a minute, the rest is stored as the connection ends; leaving forgets them", async () => {
  const room = newRoom("threads-rows");
  const alice = await enter(room, "Alice");
  for (const text of ["1", "2", "3"]) await alice.say(text);
  const before = await roomObject(room).rowsWritten();
  alice.send({ type: "read", upTo: 2 });
  for (const thread of [1, 2, 3]) alice.send({ type: "readThread", thread, upTo: 3 });
  alice.send({ type: "read", upTo: 3 });
  await alice.caughtUp();
  expect((await roomObject(room).rowsWritten()) - before).toBe(1);
  await alice.leave();
  await evictDurableObject(roomObject(room));
  const again = await enter(room, "Alice");
  expect(again.welcome.you.readUpTo).toBe(3);
  expect(await again.next("threads")).toEqual({ type: "threads", threads: { 1: 3, 2: 3, 3: 3 } });
  await again.ask({ type: "leave", id: newId() });
  const back = await enter(room, "Alice");
  await back.caughtUp();
  expect(back.untaken("threads")).toEqual([]);
});

test("R4-80 of a member's threads the 50 that were read furthest are kept, and another member's are their own", async () => {
  const room = newRoom("threads-many");
  const people = await Promise.all(["Ada", "Cleo", "Dan", "Eve"].map(async (name) => enter(room, name)));
  for (let count = 0; count < 13; count += 1) for (const person of people) await person.say(`${count}`);
  const tell = async (id: string, thread: number) =>
    call(room, principal(id), { type: "readThread", thread, upTo: thread });
  for (let thread = 1; thread <= 52; thread += 1) await tell("g_Bob", thread);
  await tell("g_Bo", 1);
  await evictDurableObject(roomObject(room));
  const { threads } = await (await enter(room, "Bob")).next("threads");
  expect(Object.keys(threads).map(Number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 3));
  expect(await (await enter(room, "Bo")).next("threads")).toEqual({ type: "threads", threads: { 1: 1 } });
});
