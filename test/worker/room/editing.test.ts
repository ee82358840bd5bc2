// Changing and removing what was said: by whom, what everybody sees of it, and what is left.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Member } from "../../support/person.ts";
import { edit, remove } from "./deeds.ts";
import { call, enter, knock, make, newId, newRoom, principal, roomObject } from "./enter.ts";

async function historyOf(person: Member) {
  const answer = await person.ask({ type: "history", id: newId() });
  if (answer.type !== "history") throw new Error(JSON.stringify(answer));
  return answer.messages;
}

/** Everything that the room's database holds, as one text. */
async function everythingIn(room: string): Promise<string> {
  return runInDurableObject(roomObject(room), (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_cf_%'",
    );
    return JSON.stringify(tables.toArray().map(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray()));
  });
}

test("R4-21 an edit is an event for everybody, and the message has the new text from then on, also after a sleep", async () => {
  const room = newRoom("edit");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await alice.ask({ type: "send", id: newId(), text: "Helo", data: { a: 1 } });
  const answer = await alice.ask(edit(1, "Hello", "e1"));
  expect(answer).toMatchObject({ type: "ack", id: "e1", seq: 2 });
  expect((await bob.events(2))[1]).toEqual({
    seq: 2,
    at: expect.any(Number),
    kind: "edited",
    by: { id: "g_Alice", name: "Alice" },
    id: "e1",
    message: 1,
    text: "Hello",
  });

  await evictDurableObject(roomObject(room));
  const now = { seq: 1, text: "Hello", data: { a: 1 }, editedAt: answer.type === "ack" ? answer.at : 0 };
  expect(await historyOf(bob)).toMatchObject([now]);
  expect((await enter(room, "Carol")).welcome.snapshot?.messages).toMatchObject([now]);
  // Who comes back gets the message as it was sent, and what became of it.
  const late = await enter(room, "Dave", { since: "0:0" });
  expect(await late.events(2)).toMatchObject([
    { seq: 1, kind: "message", text: "Helo" },
    { seq: 2, kind: "edited", message: 1, text: "Hello" },
  ]);
});

test("R4-21 only its author edits a message, not even its room's owner", async () => {
  const room = await make(newRoom("edit-others"));
  const [alice, olivia] = [await enter(room, "Alice"), await enter(room, "Olivia")];
  const said = await alice.say("mine");
  expect(await olivia.ask(edit(said.seq, "theirs"))).toMatchObject({ type: "error", code: "forbidden" });
  expect(await alice.ask(edit(said.seq, "still mine"))).toMatchObject({ type: "ack" });
});

test("R4-20 R4-21 the same text again changes nothing: the ack has the seq of the event that the text comes from", async () => {
  const room = newRoom("edit-same");
  const alice = await enter(room, "Alice");
  await alice.say("one");
  expect(await alice.ask(edit(1, "one"))).toMatchObject({ type: "ack", seq: 1 });
  await alice.ask(edit(1, "two"));
  await alice.ask(edit(1, "three"));
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(edit(1, "three"))).toMatchObject({ type: "ack", seq: 3 });
  expect((await enter(room, "Bob")).welcome.head).toBe(3);
});

test("R4-19 what is no message, or is removed, cannot be edited, reacted to or pinned", async () => {
  const room = await make(newRoom("targets"), {}, "g_Alice");
  const alice = await enter(room, "Alice");
  const said = await alice.say("here");
  await alice.ask(remove(said.seq));
  // Seqs of settings, of the removed message, of its removal, of nothing.
  for (const message of [1, said.seq, said.seq + 1, 99]) {
    const asked = [
      edit(message, "x"),
      { type: "react", id: newId(), message, emoji: "👍", on: true },
      { type: "pin", id: newId(), message, on: true },
    ] as const;
    for (const command of asked)
      expect(await alice.ask(command), command.type).toMatchObject({ type: "error", code: "not_found" });
  }
  expect(await alice.ask(remove(99))).toMatchObject({ code: "not_found" });
  expect((await enter(room, "Bob")).welcome.head).toBe(said.seq + 1);
});

test("R2-3 an edit is done once, whatever the number of tabs that ask for it, and its id is no other command's", async () => {
  const room = newRoom("edit-once");
  const [tab, phone] = [await enter(room, "Alice"), await enter(room, "phone", { id: "g_Alice", name: "Alice" })];
  await tab.say("one");
  tab.send(edit(1, "two", "same"));
  phone.send(edit(1, "two", "same"));
  expect([await tab.answer("same"), await phone.answer("same")]).toMatchObject([
    { type: "ack", seq: 2 },
    { type: "ack", seq: 2 },
  ]);
  await tab.ask(edit(1, "three"));
  await evictDurableObject(roomObject(room));
  // The repeat is answered as then, and sets nothing back.
  expect(await phone.ask(edit(1, "two", "same"))).toMatchObject({ type: "ack", seq: 2 });
  expect(await historyOf(tab)).toMatchObject([{ text: "three" }]);
  expect(await phone.ask(edit(1, "other", "same"))).toMatchObject({ code: "id_conflict" });
  expect(await phone.ask(remove(1, "same"))).toMatchObject({ code: "id_conflict" });
});

test("R2-6 R4-22 R4-23 a removed message leaves its place, and its content is gone from all there is", async () => {
  const room = await make(newRoom("remove"), {}, "g_Alice");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await bob.say("root");
  const thread = { thread: 3 };
  await bob.ask({ type: "send", id: "m1", text: "secret one", ...thread, replyTo: 3, data: { secret: "two" } });
  await bob.ask(edit(4, "secret three", "e1"));
  await bob.ask(edit(4, "secret four", "e2"));
  await alice.ask({ type: "react", id: newId(), message: 4, emoji: "👍", on: true });
  await alice.ask({ type: "pin", id: newId(), message: 4, on: true });
  expect((await historyOf(bob)).at(-1)).toMatchObject({ pinned: true, reactions: [{ emoji: "👍", count: 1 }] });
  const answer = await bob.ask({ ...remove(4, "r1"), reason: " a slip " });
  expect(answer).toMatchObject({ type: "ack", seq: 9 });
  expect((await alice.events(7)).at(-1)).toMatchObject({ kind: "removed", message: 4, reason: "a slip" });

  await evictDurableObject(roomObject(room));
  const by = { id: "g_Bob", name: "Bob" };
  const left = {
    seq: 4,
    at: expect.any(Number),
    by,
    id: "m1",
    ...thread,
    removedAt: answer.type === "ack" && answer.at,
  };
  const [root, removed] = await historyOf(alice);
  expect(removed).toEqual(left);
  expect(root).not.toHaveProperty("replies");
  const carol = await enter(room, "Carol");
  expect(carol.welcome.snapshot?.messages[1]).toEqual(left);
  // Alice's reaction is gone with it.
  expect((await enter(room, "Alice")).welcome.mine).toEqual({});
  const late = await enter(room, "Dave", { since: "0:0" });
  const [, , , message, first, second] = await late.events(9);
  const erased = { at: expect.any(Number), by, erased: true };
  expect(message).toEqual({ ...erased, seq: 4, kind: "message", id: "m1", thread: 3 });
  expect(first).toEqual({ ...erased, seq: 5, kind: "edited", id: "e1", message: 4 });
  expect(second).toEqual({ ...erased, seq: 6, kind: "edited", id: "e2", message: 4 });
  const exported = await roomObject(room).exportPage(room, principal("g_Alice"), 0);
  expect(JSON.stringify(exported)).toContain("erased");
  expect(JSON.stringify(exported)).not.toContain("secret");
  expect(await everythingIn(room)).not.toContain("secret");
});

test("R2-7 what was erased is still done: its send, its edit and its removal get the same acks, and no other content does", async () => {
  const room = newRoom("erased-repeats");
  const alice = await enter(room, "Alice");
  const root = await alice.say("root");
  const commands = [
    { type: "send", id: "m1", text: "gone", thread: root.seq },
    edit(2, "gone too", "e1"),
    remove(2, "r1"),
  ] as const;
  const first: unknown[] = [];
  for (const command of commands) first.push(await alice.ask(command));
  await evictDurableObject(roomObject(room));
  const again: unknown[] = [];
  for (const command of commands) again.push(await alice.ask(command));
  expect(again).toEqual(first);
  expect((await enter(room, "Bob")).welcome.head).toBe(4);
  // What is left of an erased event still tells one command from another.
  expect(await alice.ask({ type: "send", id: "m1", text: "gone" })).toMatchObject({ code: "id_conflict" });
  expect(await alice.ask(edit(1, "gone too", "e1"))).toMatchObject({ code: "id_conflict" });
});

test("R4-20 R4-22 removing again changes nothing: the ack has the seq of the removal", async () => {
  const room = newRoom("remove-again");
  const alice = await enter(room, "Alice");
  await alice.say("x");
  expect(await alice.ask(remove(1))).toMatchObject({ seq: 2 });
  await evictDurableObject(roomObject(room));
  expect(await alice.ask(remove(1))).toMatchObject({ type: "ack", seq: 2 });
  expect((await enter(room, "Bob")).welcome.head).toBe(2);
});

test("R4-22 others' messages are removed by whoever is of strictly higher role, an owner anybody's", async () => {
  const room = await make(newRoom("remove-others"));
  await call(room, principal("g_Olivia"), { type: "configure", id: newId(), topic: "roles" });
  const olivia = await enter(room, "Olivia");
  const [mo, mia] = [await enter(room, "Mo", { role: "moderator" }), await enter(room, "Mia", { role: "moderator" })];
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  const said = [await alice.say("a"), await mo.say("m"), await mia.say("m"), await olivia.say("o")].map(
    ({ seq }) => seq,
  );
  const [ofAlice = 0, ofMo = 0, ofMia = 0, ofOlivia = 0] = said;
  const forbidden = { type: "error", code: "forbidden" };
  expect(await bob.ask(remove(ofAlice))).toMatchObject(forbidden);
  expect(await alice.ask(remove(ofMo))).toMatchObject(forbidden);
  expect(await mo.ask(remove(ofMia))).toMatchObject(forbidden);
  expect(await mo.ask(remove(ofOlivia))).toMatchObject(forbidden);
  expect(await mo.ask(remove(ofAlice))).toMatchObject({ type: "ack" });
  expect(await olivia.ask(remove(ofMo))).toMatchObject({ type: "ack" });
});

test("R4-3 a removed message is replied to all the same, but is no root of a thread", async () => {
  const room = newRoom("reply-to-removed");
  const alice = await enter(room, "Alice");
  await alice.say("root");
  await alice.ask(remove(1));
  expect(await alice.ask({ type: "send", id: newId(), text: "to what?", replyTo: 1 })).toMatchObject({ type: "ack" });
  expect(await alice.ask({ type: "send", id: newId(), text: "in it", thread: 1 })).toMatchObject({ code: "invalid" });
});

test("R8-1 plain mode hears of messages alone: no edits, removals, reactions", async () => {
  const room = newRoom("plain-edits");
  const alice = await enter(room, "Alice");
  const guide = await knock(room, "Guide", "plain");
  await alice.say("one");
  await alice.ask(edit(1, "two"));
  await alice.ask({ type: "react", id: newId(), message: 1, emoji: "👍", on: true });
  await alice.ask(remove(1));
  await alice.say("last");
  expect([await guide.text(), await guide.text()]).toEqual(["one", "last"]);
  expect(guide.untakenTexts()).toEqual([]);
});
