// Settings: who changes which, and what holds from then on for everybody who is here.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { configure } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, reservedRoom, roomObject } from "./enter.ts";

const olivia = principal("g_Olivia");

test("R4-27 owners set everything, moderators topic and slow mode, members nothing", async () => {
  const room = await make(newRoom("configure"));
  const [alice, mo] = [await enter(room, "Alice"), await enter(room, "Mo", { role: "moderator" })];
  const forbidden = { type: "error", code: "forbidden" };
  expect(await alice.ask(configure({ topic: "x" }))).toMatchObject(forbidden);
  for (const change of [{ title: "x" }, { guests: false }, { visibility: "public" }, { retentionDays: 1 }] as const)
    expect(await mo.ask(configure(change)), JSON.stringify(change)).toMatchObject(forbidden);
  // One that is not theirs among those that are, and nothing is set.
  expect(await mo.ask(configure({ topic: "x", title: "x" }))).toMatchObject(forbidden);
  expect(await mo.ask(configure({ topic: " Cats ", slowModeMs: 1000 }))).toMatchObject({ type: "ack", seq: 3 });
  expect(await alice.events()).toMatchObject([
    { kind: "configured", topic: "Cats", slowModeMs: 1000, by: { name: "Mo" } },
  ]);
  const all = {
    title: "Parlour",
    topic: "",
    visibility: "public",
    slowModeMs: 0,
    guests: true,
    retentionDays: 30,
  } as const;
  expect(await call(room, olivia, configure(all))).toMatchObject({ frame: { type: "ack", seq: 4 } });
  expect(await alice.events()).toMatchObject([{ kind: "configured", ...all }]);

  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Bob")).welcome.room).toEqual({ name: room, ...all });
  expect(await roomObject(room).describe(room, {})).toMatchObject({ kind: "ok", value: { name: room, ...all } });
});

test("R4-20 R4-27 settings that are as asked for change nothing", async () => {
  const room = await make(newRoom("configure-same"), { title: "Parlour" });
  expect(await call(room, olivia, configure({ title: "Parlour", slowModeMs: 0 }))).toMatchObject({ frame: { seq: 0 } });
  expect((await enter(room, "Bob")).welcome.head).toBe(2);
});

test("R2-3 a change of settings is made once, and its repeat sets nothing back", async () => {
  const room = await make(newRoom("configure-once"));
  expect(await call(room, olivia, configure({ title: "One" }, "same"))).toMatchObject({ frame: { seq: 3 } });
  await call(room, olivia, configure({ title: "Two" }));
  await evictDurableObject(roomObject(room));
  expect(await call(room, olivia, configure({ title: "One" }, "same"))).toMatchObject({
    frame: { seq: 3 },
    repeated: true,
  });
  expect((await enter(room, "Bob")).welcome.room.title).toBe("Two");
  expect(await call(room, olivia, configure({ title: "Else" }, "same"))).toMatchObject({ code: "id_conflict" });
});

test("R4-28 a room with a chosen name cannot be made private, one with a name given by the server can", async () => {
  const room = await make(newRoom("private"));
  expect(await call(room, olivia, configure({ visibility: "private" }))).toMatchObject({ code: "invalid" });
  const reserved = await make(reservedRoom());
  expect(await call(reserved, olivia, configure({ visibility: "private" }))).toMatchObject({ frame: { seq: 3 } });
});

test("R4-29 guests are sent away at once where they are admitted no more, but for those with a role; also after a sleep", async () => {
  const room = await make(newRoom("no-guests"));
  const [alice, tab] = [await enter(room, "Alice"), await enter(room, "tab", { id: "g_Alice" })];
  const host = await enter(room, "Host", { id: "host:1" });
  const guide = await knock(room, "Guide", "plain");
  const given = await enter(room, "Given");
  await call(room, olivia, { type: "moderate", id: newId(), action: "role", member: "g_Given", role: "member" });
  await evictDurableObject(roomObject(room));
  expect(await call(room, olivia, configure({ guests: false }))).toMatchObject({ kind: "ok" });
  for (const person of [alice, tab, guide]) expect(await person.closed).toEqual({ code: 4403, reason: "forbidden" });
  expect(alice.untaken("error")).toMatchObject([{ code: "forbidden" }]);
  expect((await host.say("quiet here")).seq).toBe(5);
  expect(await given.texts(3)).toEqual(["quiet here"]);

  await evictDurableObject(roomObject(room));
  const again = await knock(room, "Alice", "frames");
  expect(await again.next("error")).toMatchObject({ code: "forbidden" });
  expect(await again.closed).toEqual({ code: 4403, reason: "forbidden" });
  expect(await call(room, principal("g_Alice"), { type: "send", id: newId(), text: "x" })).toMatchObject({
    code: "forbidden",
  });
  for (const asker of [{}, { principal: principal("g_Alice") }])
    expect(await roomObject(room).messages(room, { limit: 1 }, asker)).toMatchObject({ code: "forbidden" });
  await call(room, olivia, configure({ guests: true }));
  expect((await enter(room, "Alice")).welcome.you.role).toBe("member");
});

test("R4-29 a room that becomes private sends away all who were given no role", async () => {
  const room = await make(reservedRoom());
  const [alice, host] = [await enter(room, "Alice"), await enter(room, "Host", { id: "host:1" })];
  const owner = await enter(room, "Olivia");
  expect(await owner.ask(configure({ visibility: "private" }))).toMatchObject({ type: "ack" });
  for (const person of [alice, host]) expect(await person.closed).toEqual({ code: 4403, reason: "forbidden" });
  expect((await owner.say("alone")).seq).toBe(4);
  const again = await knock(room, "Alice", "frames");
  expect(await again.closed).toEqual({ code: 4404, reason: "not_found" });
});

test("R4-30 in slow mode a member waits between messages, over all connections and a sleep, and is told how long", async () => {
  const room = await make(newRoom("slow"));
  await call(room, olivia, configure({ slowModeMs: 60_000 }));
  const [alice, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice" })];
  const first = await alice.say("first", { id: "same" });
  const second = { type: "send", id: newId(), text: "second" } as const;
  for (const person of [alice, phone]) {
    const refusal = await person.ask(second);
    expect(refusal).toMatchObject({ type: "error", code: "slow_mode" });
    const { retryAfterMs = 0 } = refusal.type === "error" ? refusal : {};
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  }
  await evictDurableObject(roomObject(room));
  expect(await call(room, principal("g_Alice"), second)).toMatchObject({ code: "slow_mode" });
  // Nothing but new messages is slowed, and nobody else.
  expect(await alice.say("first", { id: "same" })).toEqual(first);
  expect(await alice.ask({ type: "edit", id: newId(), message: first.seq, text: "First" })).toMatchObject({
    type: "ack",
  });
  expect(await alice.ask({ type: "react", id: newId(), message: first.seq, emoji: "👍", on: true })).toMatchObject({
    type: "ack",
  });
  expect((await (await enter(room, "Bob")).say("mine")).seq).toBe(7);
  const mo = await enter(room, "Mo", { role: "moderator" });
  for (const text of ["one", "two"]) await mo.say(text);
  await call(room, olivia, configure({ slowModeMs: 0 }));
  expect((await alice.ask(second)).type).toBe("ack");
});

test("R4-30 slow mode ends when its time is over", async () => {
  const room = await make(newRoom("slow-short"));
  await call(room, olivia, configure({ slowModeMs: 100 }));
  const alice = await enter(room, "Alice");
  await alice.say("first");
  const refusal = await alice.ask({ type: "send", id: newId(), text: "second" });
  const { retryAfterMs = 0 } = refusal.type === "error" ? refusal : {};
  await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
  await alice.say("second");
});
