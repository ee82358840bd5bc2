// Two people in a room: what is said is stored, numbered, acknowledged and seen by both, once, in order.

import { evictDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { Database } from "../../../src/storage/database.ts";
import { enter, newId, newRoom, roomObject } from "./enter.ts";

test("R3.1-1 the first frame is a welcome with the room, the place, oneself and who is here", async () => {
  const room = newRoom("welcome");
  const alice = await enter(room, "Alice", { session: { token: "secret", expiresAt: 1 } });
  expect(alice.welcome).toMatchObject({
    protocol: 1,
    room: { name: room, topic: "", visibility: "unlisted", slowModeMs: 0, guests: true },
    epoch: "0",
    head: 0,
    recovered: false,
    you: { id: "g_Alice", name: "Alice", role: "member", readUpTo: 0 },
    session: { token: "secret", expiresAt: 1 },
    values: {},
    members: { count: 1, complete: true, list: [{ id: "g_Alice", name: "Alice", role: "member" }] },
    limits: {
      textChars: 8000,
      frameBytes: 131072,
      dataBytes: 4096,
      burst: 20,
      perSecond: 5,
      resumeEvents: 10000,
      ackBytes: 262144,
    },
    snapshot: { messages: [], more: false },
    mine: {},
  });
});

test("R2-2 both see the same events in the same order, numbered from 1", async () => {
  const room = newRoom("talk");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");

  const ack = await alice.say("Hello");
  expect(ack.seq).toBe(1);
  await bob.say("Hi, Alice");
  await alice.say("How are you?");

  const seenByAlice = await alice.events(3);
  const seenByBob = await bob.events(3);
  expect(seenByBob).toEqual(seenByAlice);
  expect(seenByAlice).toMatchObject([
    { seq: 1, kind: "message", by: { id: "g_Alice", name: "Alice" }, id: ack.id, at: ack.at, text: "Hello" },
    { seq: 2, kind: "message", by: { id: "g_Bob", name: "Bob" }, text: "Hi, Alice" },
    { seq: 3, kind: "message", text: "How are you?" },
  ]);
});

test("R5-2 the events that begin a log bring its epoch", async () => {
  const room = newRoom("epoch");
  const alice = await enter(room, "Alice");
  await alice.say("first");
  const frame = await alice.next("events");
  expect(frame.epoch).toMatch(/^[0-9a-f]{32}$/);
  await alice.say("second");
  expect((await alice.next("events")).epoch).toBeUndefined();
  expect((await enter(room, "Bob")).welcome.epoch).toBe(frame.epoch);
});

test("R4-1 text is kept as it came", async () => {
  const room = newRoom("text");
  const alice = await enter(room, "Alice");
  const text = "  e\u0301 \u202e<b>\n\t👩‍💻 \ufffd ";
  await alice.say(text);
  expect(await alice.texts()).toEqual([text]);
  expect((await enter(room, "Bob")).welcome.snapshot?.messages[0]?.text).toBe(text);
});

test("R4-2 a message carries data, attachments, a reply and a thread, and its root counts replies", async () => {
  const room = newRoom("fields");
  const alice = await enter(room, "Alice");
  const root = await alice.say("root");
  const attachments = [{ url: "https://example.org/a.png", name: "a.png", type: "image/png", size: 12 }];
  const id = newId();
  await alice.ask({
    type: "send",
    id,
    text: "in it",
    replyTo: root.seq,
    thread: root.seq,
    data: { a: [1, null] },
    attachments,
  });
  expect((await alice.events(2))[1]).toMatchObject({
    text: "in it",
    replyTo: 1,
    thread: 1,
    data: { a: [1, null] },
    attachments,
  });
  const { snapshot } = (await enter(room, "Bob")).welcome;
  expect(snapshot?.messages).toMatchObject([
    { text: "root", replies: 1 },
    { text: "in it", thread: 1 },
  ]);
});

test("R4-3 a reply to nothing is not_found, a thread in a thread or under nothing is invalid", async () => {
  const alice = await enter(newRoom("targets"), "Alice");
  const root = await alice.say("root");
  await alice.ask({ type: "send", id: newId(), text: "reply", thread: root.seq });
  expect(await alice.ask({ type: "send", id: newId(), text: "x", replyTo: 99 })).toMatchObject({
    type: "error",
    code: "not_found",
  });
  expect(await alice.ask({ type: "send", id: newId(), text: "x", thread: 99 })).toMatchObject({
    type: "error",
    code: "invalid",
  });
  expect(await alice.ask({ type: "send", id: newId(), text: "x", thread: 2 })).toMatchObject({
    type: "error",
    code: "invalid",
  });
});

test("a burst from two members is one gapless order, the same for both", async () => {
  const room = newRoom("burst");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  const texts = Array.from({ length: 20 }, (_, index) => `${index}`);
  for (const text of texts) {
    alice.send({ type: "send", id: `a${text}`, text: `a${text}` });
    bob.send({ type: "send", id: `b${text}`, text: `b${text}` });
  }
  const seen = await alice.events(40);
  expect(seen.map((event) => event.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(await bob.events(40)).toEqual(seen);
  const own = seen.flatMap((event) => ("text" in event && typeof event.text === "string" ? [event.text] : []));
  expect(own.filter((text) => text.startsWith("a"))).toEqual(texts.map((text) => `a${text}`));
});

test("R2-3 a repeat gets the same ack and makes no event, also after a sleep and from another device", async () => {
  const room = newRoom("once");
  const alice = await enter(room, "Alice");
  const first = await alice.say("only once", { id: "same" });
  expect(await alice.say("only once", { id: "same" })).toEqual(first);

  await evictDurableObject(roomObject(room));
  expect(await alice.say("only once", { id: "same" })).toEqual(first);
  const phone = await enter(room, "Alice's phone", { id: "g_Alice" });
  expect(await phone.say("only once", { id: "same" })).toEqual(first);
  const bob = await enter(room, "Bob");
  expect((await bob.say("only once", { id: "same" })).seq).toBe(2);
  expect(bob.welcome.head).toBe(1);
});

test("R2-3 two of the same in one burst are one", async () => {
  const room = newRoom("twice");
  const alice = await enter(room, "Alice");
  for (const id of ["warm-up", "same", "same", "same"]) alice.send({ type: "send", id, text: id });
  const acks = [await alice.next("ack"), await alice.next("ack"), await alice.next("ack"), await alice.next("ack")];
  expect(acks.map(({ id, seq }) => [id, seq])).toEqual([
    ["warm-up", 1],
    ["same", 2],
    ["same", 2],
    ["same", 2],
  ]);
  expect((await enter(room, "Bob")).welcome.head).toBe(2);
});

test("R2-3 the same id with another text or type is refused with id_conflict", async () => {
  const alice = await enter(newRoom("conflict"), "Alice");
  await alice.say("this", { id: "same" });
  expect(await alice.ask({ type: "send", id: "same", text: "that" })).toMatchObject({
    type: "error",
    code: "id_conflict",
  });
  expect(await alice.ask({ type: "send", id: "same", text: "this", data: 1 })).toMatchObject({ code: "id_conflict" });
  expect(await alice.ask({ type: "rename", id: "same", name: "Al" })).toMatchObject({ code: "id_conflict" });
});

test("R4-4 a rename is an event, holds on every connection, and outranks the token's name until that changes", async () => {
  const room = newRoom("rename");
  const alice = await enter(room, "Alice");
  const bob = await enter(room, "Bob");
  const tab = await enter(room, "Alice's tab", { id: "g_Alice", name: "Alice" });
  expect(await alice.ask({ type: "rename", id: "r1", name: "  Ada " })).toMatchObject({ type: "ack", seq: 1 });
  expect(await bob.events()).toMatchObject([
    { kind: "member", action: "rename", by: { id: "g_Alice", name: "Alice" }, member: { id: "g_Alice", name: "Ada" } },
  ]);
  await tab.say("from the tab");
  expect(await bob.events()).toMatchObject([{ by: { id: "g_Alice", name: "Ada" } }]);

  await evictDurableObject(roomObject(room));
  expect((await enter(room, "again", { id: "g_Alice", name: "Alice" })).welcome.you.name).toBe("Ada");
  expect((await enter(room, "again", { id: "g_Alice", name: "Alicia" })).welcome.you.name).toBe("Alicia");
  expect(await bob.ask({ type: "rename", id: "r2", name: "Bob" })).toMatchObject({ type: "ack", seq: 0 });
});

test("R11-1 a role that the token claims holds, where it is more than the room gives", async () => {
  const room = newRoom("roles");
  expect((await enter(room, "Mo", { role: "moderator" })).welcome.you.role).toBe("moderator");
  expect((await enter(room, "Re", { role: "reader" })).welcome.you.role).toBe("member");
});

/** What a message costs beside sending it, once all who are here have seen one before. */
async function costOfMessage(people: number): Promise<{ statements: number; serialised: number }> {
  const room = newRoom("cost");
  const [alice, ...others] = await Promise.all(
    Array.from({ length: people }, (_, index) => enter(room, `guest-${index}`)),
  );
  if (alice === undefined) throw new Error("a room without people");
  await alice.say("the first, which makes the tables");
  for (const person of [alice, ...others]) await person.events();
  const spies = [vi.spyOn(Database.prototype, "exec"), vi.spyOn(JSON, "stringify")];
  try {
    await alice.say("the second");
    const [statements, serialised] = spies.map((spy) => spy.mock.calls.length);
    return { statements: statements ?? 0, serialised: serialised ?? 0 };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test("a message is decided, stored and serialised once, whatever the number of people", async () => {
  const cost = await costOfMessage(2);
  expect(cost.statements).toBeGreaterThan(0);
  expect(cost.serialised).toBeGreaterThan(0);
  expect(await costOfMessage(22)).toEqual(cost);
});
