// idleness.test.ts: who is at a device and who is not, folded over a member's devices, over sleeps of the room.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { call, enter, newRoom, principal, roomObject } from "./enter.ts";

type Visitor = Awaited<ReturnType<typeof enter>>;

const idle = (who: Visitor, on: boolean) => who.send({ type: "idle", on });
/** The next frame that tells of somebody's idleness. */
const turn = async (who: Visitor) => {
  for (;;) {
    const { idle: left, active, count } = await who.next("presence");
    if (left !== undefined || active !== undefined) return { idle: left, active, count };
  }
};

test("R4-76 R5-42 a member is idle where all their devices are, and a sleep forgets nothing", async () => {
  const room = newRoom("idle");
  const alice = await enter(room, "Alice");
  const [phone, desk] = [await enter(room, "Bob"), await enter(room, "Bob")];
  const before = await roomObject(room).rowsWritten();
  idle(phone, true);
  idle(desk, true);
  expect(await turn(alice)).toEqual({ idle: ["g_Bob"], active: undefined, count: 2 });
  await evictDurableObject(roomObject(room));
  const carol = await enter(room, "Carol");
  expect(carol.welcome.members.list).toContainEqual({ id: "g_Bob", name: "Bob", role: "member", idle: true });
  expect(carol.welcome.members.list).toContainEqual({ id: "g_Alice", name: "Alice", role: "member" });
  idle(phone, false);
  expect(await turn(alice)).toEqual({ idle: undefined, active: ["g_Bob"], count: 3 });
  expect(await roomObject(room).rowsWritten(), "rows written").toBe(0);
  expect(before).toBe(0);
});

test("R5-42 where the device that somebody is at goes, also from a room that sleeps, they are idle by the others", async () => {
  const room = newRoom("idle-rest");
  const alice = await enter(room, "Alice");
  const [phone, desk] = [await enter(room, "Bob"), await enter(room, "Bob")];
  idle(phone, true);
  await desk.leave();
  expect(await turn(alice)).toMatchObject({ idle: ["g_Bob"] });
  const again = await enter(room, "Bob");
  expect(await turn(alice)).toMatchObject({ active: ["g_Bob"] });
  await evictDurableObject(roomObject(room));
  await again.leave();
  expect(await turn(alice)).toMatchObject({ idle: ["g_Bob"] });
});

test("R4-76 R5-42 the first that a room hears after a sleep is that somebody left a device, and it counts once", async () => {
  const room = newRoom("idle-first");
  const bob = await enter(room, "Bob");
  await evictDurableObject(roomObject(room));
  idle(bob, true);
  await bob.caughtUp();
  const desk = await enter(room, "Bob");
  expect(desk.welcome.members.list).toEqual([{ id: "g_Bob", name: "Bob", role: "member" }]);
});

test("R4-76 from outside of a connection it does nothing", async () => {
  const room = newRoom("idle-call");
  await enter(room, "Bob");
  expect(await call(room, principal("g_Bob", "Bob"), { type: "idle", on: true })).toMatchObject({ kind: "ok" });
  const alice = await enter(room, "Alice");
  expect(alice.welcome.members.list).toContainEqual({ id: "g_Bob", name: "Bob", role: "member" });
});

test("R5-42 who is back after their one device woke the room by going is told of as active", async () => {
  const room = newRoom("idle-woken");
  const alice = await enter(room, "Alice");
  const phone = await enter(room, "Bob");
  idle(phone, true);
  expect(await turn(alice)).toMatchObject({ idle: ["g_Bob"] });
  await evictDurableObject(roomObject(room));
  await phone.leave();
  await enter(room, "Bob");
  expect(await turn(alice)).toMatchObject({ active: ["g_Bob"] });
});

test("R5-42 whoever enters between a turn and its telling hears of the next turn, too", async () => {
  const room = newRoom("idle-between");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  idle(bob, true);
  await bob.caughtUp();
  const carol = await enter(room, "Carol");
  idle(bob, false);
  const wasShownIdle = carol.welcome.members.list.some(({ idle: isIdle }) => isIdle === true);
  // Where the room told everybody of the first turn before, the second is told as ever.
  expect(wasShownIdle).toBe(true);
  expect(await turn(carol)).toMatchObject({ active: ["g_Bob"] });
  await alice.caughtUp();
});
