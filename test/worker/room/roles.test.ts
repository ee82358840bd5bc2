// Who may moderate whom, and what a role lets its holder do.

import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { call, enter, make, newId, newRoom, principal, reservedRoom, roomObject } from "./enter.ts";
import { moderate, say } from "./deeds.ts";

const olivia = principal("g_Olivia", "Olivia");
const forbidden = { type: "error", code: "forbidden" };

describe("R4-31 moderation works", () => {
  test("for moderators on members of strictly lower role, for owners on anybody, for members on nobody", async () => {
    const room = await make(newRoom("ranks"));
    const owner = await enter(room, "Olivia");
    const [mo, mia] = [await enter(room, "Mo", { role: "moderator" }), await enter(room, "Mia", { role: "moderator" })];
    const [alice] = [await enter(room, "Alice"), await enter(room, "Bob")];
    for (const action of ["kick", "ban", "mute"] as const) {
      expect(await alice.ask(moderate(action, "g_Bob")), action).toMatchObject(forbidden);
      expect(await mo.ask(moderate(action, "g_Mia")), action).toMatchObject(forbidden);
      expect(await mo.ask(moderate(action, "g_Olivia")), action).toMatchObject(forbidden);
      expect(await mo.ask(moderate(action, "g_Mo")), action).toMatchObject(forbidden);
    }
    expect(await mo.ask(moderate("role", "g_Bob", { role: "reader" }))).toMatchObject(forbidden);
    expect(await mo.ask(moderate("mute", "g_Bob"))).toMatchObject({ type: "ack" });
    await call(room, olivia, moderate("role", "g_Mia", { role: "owner" }));
    expect(await owner.ask(moderate("mute", "g_Mia"))).toMatchObject({ type: "ack" });
    expect(await mia.ask(say("x"))).toMatchObject({ code: "muted" });
  });

  test("on any id that the log knows, here or not; another is not_found", async () => {
    const room = await make(newRoom("known"));
    const alice = await enter(room, "Alice");
    await alice.say("known from now on");
    await alice.leave();
    await evictDurableObject(roomObject(room));
    expect(await call(room, olivia, moderate("mute", "g_Alice"))).toMatchObject({ kind: "ok" });
    expect(await call(room, olivia, moderate("mute", "g_Nobody"))).toMatchObject({ code: "not_found" });
    expect((await enter(room, "Bob")).welcome.head).toBe(4);
  });

  test("R2-3 once: a repeat gets the same ack and makes nothing happen again", async () => {
    const room = await make(newRoom("kick-once"));
    await enter(room, "Alice");
    expect(await call(room, olivia, moderate("kick", "g_Alice", { reason: "x" }, "k"))).toMatchObject({
      frame: { seq: 3 },
    });
    const back = await enter(room, "back", { id: "g_Alice", name: "Alicia" });
    await back.ask({ type: "rename", id: newId(), name: "Ally" });
    expect(await call(room, olivia, moderate("kick", "g_Alice", { reason: "x" }, "k"))).toMatchObject({
      frame: { seq: 3 },
      repeated: true,
    });
    await back.say("still here");
    for (const other of [moderate("kick", "g_Alice", {}, "k"), moderate("ban", "g_Alice", { reason: "x" }, "k")])
      expect(await call(room, olivia, other)).toMatchObject({ code: "id_conflict" });
  });
});

describe("R4-36 a role", () => {
  test("holds at once on every connection of the member, is told to all, and is kept", async () => {
    const room = await make(newRoom("role"));
    const [alice, tab, bob] = [
      await enter(room, "Alice"),
      await enter(room, "tab", { id: "g_Alice", name: "Alice" }),
      await enter(room, "Bob"),
    ];
    const said = await bob.say("x");
    const pin = (on: boolean) => ({ type: "pin", id: newId(), message: said.seq, on }) as const;
    await evictDurableObject(roomObject(room));
    await call(room, olivia, moderate("role", "g_Alice", { role: "moderator" }));
    expect((await bob.events(2))[1]).toMatchObject({ action: "role", role: "moderator", member: { id: "g_Alice" } });
    expect(await alice.ask(pin(true))).toMatchObject({ type: "ack" });
    await evictDurableObject(roomObject(room));
    expect(await tab.ask(pin(false))).toMatchObject({ type: "ack" });
    const carol = await enter(room, "Carol");
    expect(carol.welcome.members.list).toContainEqual({ id: "g_Alice", name: "Alice", role: "moderator" });
    expect((await enter(room, "Alice")).welcome.you.role).toBe("moderator");
    await call(room, olivia, moderate("role", "g_Alice", { role: "member" }));
    expect(await alice.ask(pin(true))).toMatchObject(forbidden);
    expect(await call(room, olivia, moderate("role", "g_Alice", { role: "member" }))).toMatchObject({
      frame: { seq: 0 },
    });
  });

  test("is given up by oneself, but not by the last owner", async () => {
    const room = await make(newRoom("step-down"));
    const owner = await enter(room, "Olivia");
    expect(await owner.ask(moderate("role", "g_Olivia", { role: "member" }))).toMatchObject(forbidden);
    await enter(room, "Alice");
    await owner.ask(moderate("role", "g_Alice", { role: "owner" }));
    await evictDurableObject(roomObject(room));
    expect(await owner.ask(moderate("role", "g_Olivia", { role: "moderator" }))).toMatchObject({ type: "ack" });
    expect(await owner.ask({ type: "configure", id: newId(), title: "Mine" })).toMatchObject(forbidden);
    expect(await owner.ask({ type: "configure", id: newId(), topic: "Ours" })).toMatchObject({ type: "ack" });
  });

  test("R11-1 is the highest of what is given, claimed and common: readers are members of an open house", async () => {
    const room = await make(newRoom("highest"));
    await enter(room, "Alice");
    await call(room, olivia, moderate("role", "g_Alice", { role: "reader" }));
    expect((await enter(room, "Alice")).welcome.you.role).toBe("member");
    expect((await enter(room, "Alice", { role: "owner" })).welcome.you.role).toBe("owner");
    const hidden = await make(reservedRoom(), { visibility: "private" });
    expect((await enter(hidden, "Rita", { role: "reader" })).welcome.you.role).toBe("reader");
  });
});

test("R4-17 R13-8 a reader reads, and nothing else", async () => {
  const room = await make(reservedRoom(), { visibility: "private" });
  const owner = await enter(room, "Olivia");
  const said = await owner.say("x");
  const rita = await enter(room, "Rita", { role: "reader" });
  const asked = [
    say("x"),
    { type: "edit", id: newId(), message: said.seq, text: "y" },
    { type: "remove", id: newId(), message: said.seq },
    { type: "react", id: newId(), message: said.seq, emoji: "👍", on: true },
    { type: "pin", id: newId(), message: said.seq, on: true },
    { type: "rename", id: newId(), name: "Rit" },
    { type: "configure", id: newId(), topic: "x" },
    moderate("kick", "g_Olivia"),
  ] as const;
  for (const command of asked) expect(await rita.ask(command), command.type).toMatchObject(forbidden);
  for (const command of [
    { type: "signal", name: "x", data: 1 },
    { type: "put", key: "x", value: 1 },
  ] as const) {
    rita.send(command);
    expect(await rita.next("error"), command.type).toMatchObject({ code: "forbidden" });
  }
  rita.send({ type: "typing", on: true });
  expect(await rita.ask({ type: "history", id: newId() })).toMatchObject({ messages: [{ text: "x" }] });
  await owner.caughtUp();
  expect([...owner.untaken("typing"), ...owner.untaken("signal"), ...owner.untaken("values")]).toEqual([]);
});
