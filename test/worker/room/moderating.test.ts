// Moderation: who is sent away, shut out, silenced or given a role; at once, on every connection, and for as long as it holds.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { call, enter, knock, make, newId, newRoom, principal, read, reservedRoom, roomObject } from "./enter.ts";
import { moderate, say } from "./deeds.ts";

const olivia = principal("g_Olivia", "Olivia");

/** Waits until the clock has passed a time: what ends by time ends without an event. */
const passed = (at: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now()) + 20));

describe("R4-32 a kick", () => {
  test("ends every connection of the member, in a room that slept too, and the member may come back", async () => {
    const room = await make(newRoom("kick"));
    const bob = await enter(room, "Bob");
    const devices = [await enter(room, "Alice"), await enter(room, "tab", { id: "g_Alice" })];
    const guide = await knock(room, "Alice's wscat", "plain", { id: "g_Alice" });
    await evictDurableObject(roomObject(room));
    expect(await call(room, olivia, moderate("kick", "g_Alice", { reason: "shouting" }))).toMatchObject({ kind: "ok" });
    for (const device of [...devices, guide]) expect(await device.closed).toEqual({ code: 4403, reason: "kicked" });
    for (const device of devices) expect(device.untaken("error")).toMatchObject([{ code: "kicked" }]);
    expect(await bob.events()).toMatchObject([
      { seq: 3, kind: "member", action: "kick", member: { id: "g_Alice" }, reason: "shouting", by: { name: "Olivia" } },
    ]);
    expect((await (await enter(room, "Alice")).say("back")).seq).toBe(4);
  });

  test("in a private room ends the membership", async () => {
    const room = await make(reservedRoom(), { visibility: "private" });
    await call(room, olivia, say("hello"));
    await runAsMember(room, "g_Alice");
    const alice = await enter(room, "Alice");
    await call(room, olivia, moderate("kick", "g_Alice"));
    expect(await alice.closed).toEqual({ code: 4403, reason: "kicked" });
    await evictDurableObject(roomObject(room));
    const again = await knock(room, "Alice", "frames");
    expect(await again.closed).toEqual({ code: 4404, reason: "not_found" });
  });

  test("of somebody who never spoke leaves them known: they can be banned when they are gone", async () => {
    const room = await make(newRoom("lurker"));
    const lurker = await enter(room, "Lurker");
    await call(room, olivia, moderate("kick", "g_Lurker"));
    expect(await lurker.closed).toMatchObject({ code: 4403 });
    await evictDurableObject(roomObject(room));
    expect(await call(room, olivia, moderate("ban", "g_Lurker"))).toMatchObject({ kind: "ok" });
    expect(await (await knock(room, "Lurker", "frames")).closed).toEqual({ code: 4403, reason: "banned" });
  });
});

/** Gives a role in a private room, where nobody is found who has none. */
async function runAsMember(room: string, id: string): Promise<void> {
  await runInDurableObject(roomObject(room), (_, { storage }) => {
    storage.sql.exec("INSERT INTO standings (member, role) VALUES (?, 'member')", id);
  });
  await evictDurableObject(roomObject(room));
}

describe("R4-33 a ban", () => {
  test("ends every connection, refuses every way in, over sleeps, until it is lifted", async () => {
    const room = await make(newRoom("ban"));
    const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
    await alice.say("before");
    expect(await call(room, olivia, moderate("ban", "g_Alice", {}, "b1"))).toMatchObject({ frame: { seq: 4 } });
    expect(await alice.closed).toEqual({ code: 4403, reason: "banned" });
    expect(alice.untaken("error")).toMatchObject([{ code: "banned" }]);
    expect(alice.untaken("error")[0]).not.toHaveProperty("retryAfterMs");
    expect((await bob.events(2))[1]).toMatchObject({
      kind: "member",
      action: "ban",
      member: { id: "g_Alice", name: "Alice" },
    });

    await evictDurableObject(roomObject(room));
    const again = await knock(room, "Alice", "frames");
    expect(await again.next("error")).toMatchObject({ code: "banned" });
    expect(await again.closed).toEqual({ code: 4403, reason: "banned" });
    expect(await (await knock(room, "Alice", "plain")).closed).toEqual({ code: 4403, reason: "banned" });
    const asker = { principal: principal("g_Alice") };
    expect(await call(room, asker.principal, say("x"))).toMatchObject({ kind: "refused", code: "banned" });
    expect(await call(room, asker.principal, { type: "signal", name: "x", data: 1 })).toMatchObject({ code: "banned" });
    const looks = [
      roomObject(room).describe(room, asker),
      roomObject(room).messages(room, { limit: 1 }, asker),
      roomObject(room).members(room, asker),
      roomObject(room).values(room, asker),
    ];
    for (const look of looks) expect(await look).toMatchObject({ kind: "refused", code: "banned" });

    expect(await call(room, olivia, moderate("ban", "g_Alice"))).toMatchObject({ frame: { type: "ack", seq: 0 } });
    expect(await call(room, olivia, moderate("ban", "g_Alice", {}, "b1"))).toMatchObject({ repeated: true });
    expect(await call(room, olivia, moderate("unban", "g_Alice"))).toMatchObject({ frame: { seq: 5 } });
    expect(await call(room, olivia, moderate("unban", "g_Alice"))).toMatchObject({ frame: { seq: 0 } });
    expect((await (await enter(room, "Alice")).say("after")).seq).toBe(6);
  });

  test("R4-35 ends by itself when its time is over, without an event, and tells how long to wait", async () => {
    const room = await make(newRoom("ban-until"));
    const alice = await enter(room, "Alice");
    const untilAt = Date.now() + 1500;
    await call(room, olivia, moderate("ban", "g_Alice", { untilAt }));
    const { retryAfterMs = 0 } = await alice.next("error");
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(1500);
    await evictDurableObject(roomObject(room));
    expect(await (await knock(room, "Alice", "frames")).next("error")).toMatchObject({
      code: "banned",
      retryAfterMs: expect.any(Number),
    });
    await passed(untilAt);
    expect((await enter(room, "Alice")).welcome.head).toBe(3);
  });

  test("outranks a role that the token claims, and one that was given", async () => {
    const room = await make(newRoom("ban-claims"));
    await call(room, olivia, say("x"));
    const mo = await enter(room, "Mo", { role: "moderator" });
    await mo.say("y");
    await call(room, olivia, moderate("role", "g_Mo", { role: "moderator" }));
    await call(room, olivia, moderate("ban", "g_Mo"));
    expect(await mo.closed).toMatchObject({ reason: "banned" });
    expect(await (await knock(room, "Mo", "frames", { role: "owner" })).closed).toMatchObject({ reason: "banned" });
  });

  test("holds for what was asked for before and had to wait", async () => {
    const room = await make(newRoom("ban-turn"));
    const alice = await enter(room, "Alice");
    await alice.say("known");
    const replies = await runInDurableObject(roomObject(room), (object) => {
      const ask = (who: typeof olivia, command: object) => object.command(room, who, JSON.stringify(command));
      // The first runs at once; the others wait for it, and share a turn.
      return Promise.all([
        ask(principal("g_Bob"), say("first")),
        ask(olivia, moderate("ban", "g_Alice")),
        ask(principal("g_Alice"), say("too late")),
        ask(principal("g_Bob"), say("last")),
      ]);
    });
    expect(replies.map(read)).toMatchObject([
      { frame: { seq: 4 } },
      { frame: { seq: 5 } },
      { kind: "refused", code: "banned" },
      { frame: { seq: 6 } },
    ]);
  });
});

describe("R4-34 a muted member", () => {
  test("reads, and removes their own; all else that others would see is muted, on every connection and over a sleep", async () => {
    const room = await make(newRoom("mute"));
    const [alice, tab, bob] = [
      await enter(room, "Alice"),
      await enter(room, "tab", { id: "g_Alice" }),
      await enter(room, "Bob"),
    ];
    const said = await alice.say("mine");
    const other = await bob.say("Bob's");
    await call(room, olivia, moderate("mute", "g_Alice"));
    const refusal = { type: "error", code: "muted" };
    for (let round = 0; round < 2; round += 1) {
      for (const device of [alice, tab]) expect(await device.ask(say("x"))).toMatchObject(refusal);
      expect(await alice.ask({ type: "edit", id: newId(), message: said.seq, text: "x" })).toMatchObject(refusal);
      expect(await alice.ask({ type: "rename", id: newId(), name: "Al" })).toMatchObject(refusal);
      expect(await alice.ask({ type: "react", id: newId(), message: other.seq, emoji: "👍", on: true })).toMatchObject(
        refusal,
      );
      alice.send({ type: "signal", name: "knock", data: 1 });
      expect(await alice.next("error")).toMatchObject({ code: "muted" });
      alice.send({ type: "put", key: "score", value: 1 });
      expect(await alice.next("error")).toMatchObject({ code: "muted" });
      alice.send({ type: "typing", on: true });
      expect((await alice.ask({ type: "history", id: newId() })).type).toBe("history");
      await evictDurableObject(roomObject(room));
    }
    alice.send({ type: "read", upTo: other.seq });
    expect(await alice.ask({ type: "remove", id: newId(), message: said.seq })).toMatchObject({ type: "ack" });
    expect(await alice.ask({ type: "remove", id: newId(), message: other.seq })).toMatchObject({ code: "forbidden" });
    expect((await enter(room, "Alice")).welcome).toMatchObject({ you: { readUpTo: other.seq }, values: {} });
    await bob.caughtUp();
    expect([...bob.untaken("typing"), ...bob.untaken("signal"), ...bob.untaken("values")]).toEqual([]);
    await call(room, olivia, moderate("unmute", "g_Alice"));
    expect((await tab.say("heard again")).seq).toBe(8);
  });

  test("who is a moderator removes no others' messages, pins nothing, sets nothing, moderates nobody", async () => {
    const room = await make(newRoom("mute-moderator"));
    const [mo, alice] = [await enter(room, "Mo", { role: "moderator" }), await enter(room, "Alice")];
    const said = await alice.say("x");
    await call(room, olivia, moderate("mute", "g_Mo"));
    const asked = [
      { type: "remove", id: newId(), message: said.seq },
      { type: "pin", id: newId(), message: said.seq, on: true },
      { type: "configure", id: newId(), topic: "mine" },
      moderate("kick", "g_Alice"),
    ] as const;
    for (const command of asked)
      expect(await mo.ask(command), command.type).toMatchObject({ type: "error", code: "muted" });
  });

  test("R4-35 speaks again when the time is over, without an event", async () => {
    const room = await make(newRoom("mute-until"));
    const alice = await enter(room, "Alice");
    const untilAt = Date.now() + 1000;
    await call(room, olivia, moderate("mute", "g_Alice", { untilAt }));
    const refusal = await alice.ask(say("x"));
    expect(refusal).toMatchObject({ code: "muted", retryAfterMs: expect.any(Number) });
    await passed(untilAt);
    expect((await alice.say("heard again")).seq).toBe(4);
  });
});

test.each([
  ["a past end", moderate("ban", "g_Alice", { untilAt: Date.now() - 1 })],
  ["an end of a kick", moderate("kick", "g_Alice", { untilAt: Date.now() + 1000 })],
  ["a role of a ban", moderate("ban", "g_Alice", { role: "member" })],
  ["a role without a role", moderate("role", "g_Alice")],
] as const)("R4-35 R6-1 %s is invalid, and nobody is touched", async (_, command) => {
  const room = await make(newRoom("bad-deed"));
  const alice = await enter(room, "Alice");
  expect(await call(room, olivia, command)).toMatchObject({ kind: "refused", code: "invalid" });
  await alice.say("well");
});
