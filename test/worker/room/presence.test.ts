// Who is here and who is typing: folded over tabs, merged, right after a sleep, and never stored.

import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { enter, knock, newRoom, roomObject } from "./enter.ts";

test("R5-3 coming is told to those who are there, and the one who comes sees everybody", async () => {
  const room = newRoom("join");
  const alice = await enter(room, "Alice");
  await alice.next("presence");
  const bob = await enter(room, "Bob");
  expect(bob.welcome.members).toMatchObject({ count: 2, complete: true, list: [{ name: "Alice" }, { name: "Bob" }] });
  expect(await alice.next("presence")).toMatchObject({
    count: 2,
    joined: [{ id: "g_Bob", name: "Bob", role: "member" }],
  });
});

test("R5-3 many who come together are told in few frames", async () => {
  const room = newRoom("joins");
  const alice = await enter(room, "Alice", { relay: "none" });
  const others = await Promise.all(
    Array.from({ length: 30 }, (_, index) => enter(room, `P${index}`, { relay: "none" })),
  );
  const joined = new Set<string>();
  let frames = 0;
  while (joined.size < 31) {
    for (const member of (await alice.next("presence")).joined ?? []) joined.add(member.id);
    frames += 1;
  }
  expect(frames).toBeLessThan(10);
  expect(others.at(-1)?.welcome.members.count).toBe(31);
});

test("one member with three tabs is one, and is gone with the last of them", async () => {
  const room = newRoom("tabs");
  const bob = await enter(room, "Bob");
  const tabs = [await enter(room, "Alice"), await enter(room, "Alice"), await enter(room, "Alice")];
  expect(tabs[2]?.welcome.members.count).toBe(2);
  await bob.next("presence", (frame) => frame.count === 2);
  await tabs[0]?.leave();
  await tabs[1]?.leave();
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(false);
  await tabs[2]?.leave();
  expect((await enter(room, "Carol")).welcome.members.count).toBe(3);
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect(await bob.next("presence", (frame) => frame.left !== undefined)).toMatchObject({
    count: 2,
    left: ["g_Alice"],
  });
});

test("who comes back within the grace never left", async () => {
  const room = newRoom("grace");
  const bob = await enter(room, "Bob");
  const alice = await enter(room, "Alice");
  await bob.next("presence", (frame) => frame.count === 2);
  await alice.leave();
  const back = await enter(room, "Alice");
  expect(back.welcome.members.count).toBe(2);
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  await back.say("still here");
  await bob.events();
  expect(bob.untaken("presence")).toEqual([]);
});

test("a sleep between leaving and the end of the grace is made good by a fresh roster", async () => {
  const room = newRoom("forgotten");
  const bob = await enter(room, "Bob");
  const alice = await enter(room, "Alice");
  await bob.next("presence", (frame) => frame.count === 2);
  await alice.leave();
  await evictDurableObject(roomObject(room));
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect(await bob.next("presence")).toMatchObject({ count: 1, complete: true, list: [{ id: "g_Bob" }] });
});

test("a leave that wakes the room is told like any other", async () => {
  const room = newRoom("woken");
  const bob = await enter(room, "Bob");
  const alice = await enter(room, "Alice");
  await bob.next("presence", (frame) => frame.count === 2);
  await evictDurableObject(roomObject(room));
  await alice.leave();
  expect(await runDurableObjectAlarm(roomObject(room))).toBe(true);
  expect(await bob.next("presence")).toMatchObject({ count: 1, left: ["g_Alice"] });
});

test("presence, names and roles are right after a sleep", async () => {
  const room = newRoom("asleep");
  const alice = await enter(room, "Alice", { role: "moderator" });
  await alice.ask({ type: "rename", id: "r", name: "Ada" });
  await enter(room, "Bob");
  await evictDurableObject(roomObject(room));
  const carol = await enter(room, "Carol");
  expect(carol.welcome.members).toMatchObject({
    count: 3,
    list: expect.arrayContaining([{ id: "g_Alice", name: "Ada", role: "moderator" }]),
  });
  await alice.say("awake");
  expect(await carol.texts()).toEqual(["awake"]);
});

test("R5-4 typing is told to the others with everybody who types, and ended by saying something", async () => {
  const room = newRoom("typing");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  const carol = await enter(room, "Carol");
  alice.send({ type: "typing", on: true });
  bob.send({ type: "typing", on: true });
  const both = [
    { id: "g_Alice", name: "Alice" },
    { id: "g_Bob", name: "Bob" },
  ];
  expect((await carol.next("typing", (frame) => frame.members.length === 2)).members).toEqual(both);
  bob.send({ type: "typing", on: false });
  expect((await carol.next("typing")).members).toEqual([both[0]]);
  await alice.say("said");
  bob.send({ type: "typing", on: true });
  expect((await carol.next("typing")).members).toEqual([both[1]]);
});

test("R5-5 a signal reaches the others and is not stored", async () => {
  const room = newRoom("signal");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  alice.send({ type: "signal", name: "cursor", data: { x: 1 } });
  expect(await bob.next("signal")).toEqual({
    type: "signal",
    from: { id: "g_Alice", name: "Alice" },
    name: "cursor",
    data: { x: 1 },
  });
  await alice.caughtUp();
  expect(alice.untaken("signal")).toEqual([]);
  expect((await enter(room, "Carol")).welcome.head).toBe(0);
});

test("R4-7 the read position keeps the maximum, over connections and sleeps, and never passes the head", async () => {
  const room = newRoom("read");
  const alice = await enter(room, "Alice");
  for (const text of ["1", "2", "3"]) await alice.say(text);
  alice.send({ type: "read", upTo: 2 });
  alice.send({ type: "read", upTo: 1 });
  await alice.caughtUp();
  expect((await enter(room, "Alice")).welcome.you.readUpTo).toBe(2);
  alice.send({ type: "read", upTo: 999 });
  await alice.caughtUp();
  await evictDurableObject(roomObject(room));
  await alice.leave();
  expect((await enter(room, "Alice")).welcome.you.readUpTo).toBe(3);
});

test("R4-7 a position told and not yet stored is not forgotten in a sleep", async () => {
  const room = newRoom("read-asleep");
  const alice = await enter(room, "Alice");
  for (const text of ["1", "2", "3"]) await alice.say(text);
  alice.send({ type: "read", upTo: 1 });
  alice.send({ type: "read", upTo: 3 });
  await alice.caughtUp();
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Alice")).welcome.you.readUpTo).toBe(3);
});

test("plain connections count as members", async () => {
  const room = newRoom("plain-presence");
  await knock(room, "Guide", "plain");
  expect((await enter(room, "Alice")).welcome.members.count).toBe(2);
});
