// Reactions and pins: who has put which, counted for everybody, one's own told apart.

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { pin, react } from "./deeds.ts";
import { call, enter, make, newId, newRoom, principal, roomObject } from "./enter.ts";

test("R4-24 R5.2-2 reactions are events, counted on the message for everybody, and one's own are told as mine", async () => {
  const room = newRoom("react");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await alice.say("one");
  await alice.say("two");
  expect(await bob.ask(react(1, "👍", true, "r1"))).toMatchObject({ type: "ack", seq: 3 });
  await alice.ask(react(1, "🎉"));
  await alice.ask(react(1, "👍"));
  await bob.ask(react(2, "+1"));
  expect((await alice.events(6))[2]).toEqual({
    seq: 3,
    at: expect.any(Number),
    kind: "reacted",
    by: { id: "g_Bob", name: "Bob" },
    id: "r1",
    message: 1,
    emoji: "👍",
    on: true,
  });

  await evictDurableObject(roomObject(room));
  const reactions = [
    { emoji: "👍", count: 2 },
    { emoji: "🎉", count: 1 },
  ];
  const back = await enter(room, "Bob");
  expect(back.welcome.snapshot?.messages).toMatchObject([{ reactions }, { reactions: [{ emoji: "+1", count: 1 }] }]);
  expect(back.welcome.mine).toEqual({ 1: ["👍"], 2: ["+1"] });
  const page = await alice.ask({ type: "history", id: newId(), before: 2 });
  expect(page).toMatchObject({ messages: [{ seq: 1, reactions }], mine: { 1: ["🎉", "👍"] } });
  const carol = await enter(room, "Carol");
  expect(carol.welcome.mine).toEqual({});
  const looked = await roomObject(room).messages(room, { limit: 50 }, { principal: principal("g_Bob") });
  expect(looked.kind === "ok" && JSON.parse(looked.value)).toMatchObject({ mine: { 1: ["👍"], 2: ["+1"] } });
  const unknown = await roomObject(room).messages(room, { limit: 50 }, {});
  expect(unknown.kind === "ok" && JSON.parse(unknown.value)).toMatchObject({ messages: [{ reactions }, {}], mine: {} });
});

test("R4-24 a reaction is taken back, and the last of a kind is gone from the message", async () => {
  const room = newRoom("take-back");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await alice.say("one");
  await alice.ask(react(1, "👍"));
  await bob.ask(react(1, "👍"));
  expect(await alice.ask(react(1, "👍", false))).toMatchObject({ type: "ack", seq: 4 });
  const back = await enter(room, "Alice");
  expect(back.welcome).toMatchObject({ snapshot: { messages: [{ reactions: [{ count: 1 }] }] }, mine: {} });
  await bob.ask(react(1, "👍", false));
  expect((await enter(room, "Carol")).welcome.snapshot?.messages[0]).not.toHaveProperty("reactions");
});

test("R4-20 R4-24 putting what is there has the seq of the event that put it; taking back what is not has 0", async () => {
  const room = newRoom("react-again");
  const alice = await enter(room, "Alice");
  await alice.say("one");
  expect(await alice.ask(react(1, "👍", false))).toMatchObject({ type: "ack", seq: 0 });
  expect(await alice.ask(react(1, "👍"))).toMatchObject({ seq: 2 });
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(react(1, "👍"))).toMatchObject({ type: "ack", seq: 2 });
  await alice.ask(react(1, "👍", false));
  expect(await alice.ask(react(1, "👍", false))).toMatchObject({ type: "ack", seq: 0 });
  expect((await enter(room, "Bob")).welcome.head).toBe(3);
});

test("R2-3 a reaction is put once, whatever the number of tabs that ask, and a repeat does not bring it back", async () => {
  const room = newRoom("react-once");
  const [tab, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice", name: "Alice" })];
  await tab.say("one");
  tab.send(react(1, "👍", true, "same"));
  phone.send(react(1, "👍", true, "same"));
  expect([await tab.answer("same"), await phone.answer("same")]).toMatchObject([{ seq: 2 }, { seq: 2 }]);
  await tab.ask(react(1, "👍", false));
  await evictDurableObject(roomObject(room));
  expect(await phone.ask(react(1, "👍", true, "same"))).toMatchObject({ type: "ack", seq: 2 });
  const { welcome } = await enter(room, "Bob");
  expect(welcome.head).toBe(3);
  expect(welcome.snapshot?.messages[0]).not.toHaveProperty("reactions");
  expect(await phone.ask(react(1, "👍", false, "same"))).toMatchObject({ code: "id_conflict" });
});

test("R4-25 a message has 20 different reactions; one more is too_large, and more of the same are not", async () => {
  const room = newRoom("twenty");
  await call(room, principal("g_Zoe"), { type: "send", id: newId(), text: "one" });
  for (let index = 0; index < 20; index += 1) await call(room, principal(`g_${index}`), react(1, `${index}`));
  const alice = await enter(room, "Alice");
  expect(await alice.ask(react(1, "👍"))).toMatchObject({ type: "error", code: "too_large" });
  expect(await alice.ask(react(1, "7"))).toMatchObject({ type: "ack", seq: 22 });
  await call(room, principal("g_3"), react(1, "3", false));
  expect(await alice.ask(react(1, "👍"))).toMatchObject({ type: "ack", seq: 24 });
});

test("R4-26 moderators and owners pin and let go, everybody sees it, and it holds over a sleep", async () => {
  const room = await make(newRoom("pin"));
  const [alice, mo] = [await enter(room, "Alice"), await enter(room, "Mo", { role: "moderator" })];
  const said = await alice.say("to be kept");
  expect(await alice.ask(pin(said.seq))).toMatchObject({ type: "error", code: "forbidden" });
  expect(await mo.ask(pin(said.seq, true, "p1"))).toMatchObject({ type: "ack", seq: 4 });
  expect((await alice.events(2))[1]).toMatchObject({ kind: "pinned", message: said.seq, on: true, by: { id: "g_Mo" } });
  await evictDurableObject(roomObject(room));
  expect((await enter(room, "Bob")).welcome.snapshot?.messages).toMatchObject([{ seq: said.seq, pinned: true }]);
  expect(await call(room, principal("g_Olivia"), pin(said.seq))).toMatchObject({ frame: { type: "ack", seq: 4 } });
  expect(await mo.ask(pin(said.seq, true, "p1"))).toMatchObject({ type: "ack", seq: 4 });
  expect(await call(room, principal("g_Olivia"), pin(said.seq, false))).toMatchObject({ frame: { seq: 5 } });
  expect(await mo.ask(pin(said.seq, false))).toMatchObject({ type: "ack", seq: 0 });
  expect((await enter(room, "Bob")).welcome.snapshot?.messages[0]).not.toHaveProperty("pinned");
});
