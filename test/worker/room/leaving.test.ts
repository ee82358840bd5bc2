// leaving.test.ts: going for good: the membership ends, on all devices, and what was said stays.

import { expect, test } from "vitest";
import { alarmAt } from "./aging.ts";
import { call, enter, knock, make, newId, newRoom, principal, reservedRoom, roomObject } from "./enter.ts";

const leave = () => ({ type: "leave" as const, id: newId() });
const giveRole = (member: string, role: "member" | "owner" | "moderator") => ({
  type: "moderate" as const,
  id: newId(),
  action: "role" as const,
  member,
  role,
});

test("R4-77 whoever leaves a private room needs an invite again, is gone everywhere, and what they said stays", async () => {
  const room = await make(reservedRoom(), { visibility: "private" });
  const olivia = await enter(room, "Olivia");
  await roomObject(room).invite(room, principal("g_Olivia", "Olivia"), {
    id: "i1",
    digest: "d1",
    role: "member",
    uses: 1,
    expiresInMs: 60_000,
  });
  await roomObject(room).join(room, principal("g_Bob", "Bob"), "d1");
  const [phone, desk] = [await enter(room, "Bob"), await enter(room, "Bob")];
  await phone.say("Hello");
  desk.send({ type: "read", upTo: 4 });
  const command = leave();
  expect(await phone.ask(command)).toMatchObject({ type: "ack", seq: 5 });
  for (const device of [phone, desk]) expect(await device.closed).toMatchObject({ code: 1000, reason: "left" });
  const events = await olivia.events(3);
  expect(events.at(-1)).toMatchObject({ kind: "member", action: "leave", member: { id: "g_Bob", name: "Bob" } });
  let { left } = await olivia.next("presence");
  while (left === undefined) ({ left } = await olivia.next("presence"));
  expect(left).toEqual(["g_Bob"]);
  expect(await (await knock(room, "Bob", "frames")).next("error")).toMatchObject({ code: "not_found" });
  expect(await call(room, principal("g_Bob", "Bob"), command)).toMatchObject({ code: "not_found" });
  const page = await olivia.ask({ type: "history", id: newId() });
  expect(page).toMatchObject({ messages: [{ text: "Hello", by: { id: "g_Bob", name: "Bob" } }] });
  await olivia.ask(giveRole("g_Bob", "member"));
  expect((await enter(room, "Bob")).welcome.you.readUpTo, "how far he had read").toBe(0);
});

test("R4-77 where nothing was given there is no event, and one may come back", async () => {
  const room = newRoom("leave-open");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await bob.say("Hello");
  bob.send({ type: "read", upTo: 1 });
  expect(await bob.ask(leave())).toMatchObject({ type: "ack", seq: 0 });
  expect(await bob.closed).toMatchObject({ code: 1000, reason: "left" });
  expect((await alice.say("there?")).seq).toBe(2);
  expect((await enter(room, "Bob")).welcome.you.readUpTo).toBe(0);
});

test("R4-78 the last owner cannot leave; one of two can, and is an owner no more", async () => {
  const room = await make(newRoom("leave-owner"));
  const [olivia, bob] = [await enter(room, "Olivia"), await enter(room, "Bob")];
  expect(await olivia.ask(leave())).toMatchObject({ type: "error", code: "forbidden" });
  await bob.say("Hello");
  await olivia.ask(giveRole("g_Bob", "owner"));
  expect(await olivia.ask(leave())).toMatchObject({ type: "ack" });
  expect((await enter(room, "Olivia")).welcome.you.role).toBe("member");
});

test("R4-77 whoever leaves for good has no grace: the room sets no alarm for it", async () => {
  const room = await make(newRoom("leave-alarm"));
  const olivia = await enter(room, "Olivia");
  const bob = await enter(room, "Bob");
  await bob.say("Hello");
  const before = await alarmAt(room);
  await bob.ask(leave());
  await bob.closed;
  await olivia.caughtUp();
  expect(await alarmAt(room)).toBe(before);
});
