// polls.test.ts: questions with choices: asking, voting, closing, and what is left of them.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { call, enter, newId, newRoom, principal, roomObject } from "./enter.ts";

afterEach(() => void vi.useRealTimers());

const LUNCH = { text: "Lunch?", poll: { options: ["Soup", "Salad", "Cake"] } };
const COUNTS = { question: "Lunch?", options: ["Soup", "Salad", "Cake"] };

type Visitor = Awaited<ReturnType<typeof enter>>;

const ask = (who: Visitor, poll: object) => who.ask({ type: "send", id: newId(), text: "Lunch?", ...poll });
const vote = (who: Visitor, options: number[], message = 1) => who.ask({ type: "vote", id: newId(), message, options });
const close = (who: Visitor, message = 1) => who.ask({ type: "close", id: newId(), message });
const page = async (who: Visitor) => {
  const answer = await who.ask({ type: "history", id: newId() });
  if (answer.type !== "history") throw new Error(`history was answered ${JSON.stringify(answer)}`);
  return answer;
};

test("R4-70 a poll is a message whose text says the question and the choices", async () => {
  const alice = await enter(newRoom("poll"), "Alice");
  const options = ["Soup", "  Salad ", "Cake"];
  await ask(alice, { poll: { options, multiple: false }, mentions: ["g_Bob"] });
  const [event] = (await alice.next("events")).events;
  expect(event).toMatchObject({ kind: "message", text: "Lunch?\n1. Soup\n2. Salad\n3. Cake", mentions: ["g_Bob"] });
  expect(event).toHaveProperty("poll", COUNTS);
  expect((await page(alice)).messages[0]).toHaveProperty("poll", COUNTS);
  const again = { type: "send" as const, id: newId(), ...LUNCH };
  expect(await alice.ask(again)).toEqual({ ...(await alice.ask(again)), type: "ack", seq: 2 });
  expect(await alice.ask({ ...again, poll: { options: ["Soup", "Salad"] } })).toMatchObject({ code: "id_conflict" });
});

test.for([
  ["one option", { poll: { options: ["Soup"] } }, "invalid"],
  ["two that are the same", { poll: { options: ["Soup", "Soup "] } }, "invalid"],
  ["an empty one", { poll: { options: ["Soup", " "] } }, "invalid"],
  ["one of two lines", { poll: { options: ["Soup", "a\nb"] } }, "invalid"],
  ["an end that is past", { poll: { options: ["Soup", "Salad"], closesAt: 1 } }, "invalid"],
  ["eleven options", { poll: { options: Array.from({ length: 11 }, (_, n) => `${n}`) } }, "too_large"],
  ["an option of 81 characters", { poll: { options: ["Soup", "x".repeat(81)] } }, "too_large"],
  ["a question of 301 characters", { text: "x".repeat(301), poll: { options: ["Soup", "Salad"] } }, "too_large"],
] as const)("R4-70 a poll with %s is refused", async ([, poll, code]) => {
  const alice = await enter(newRoom("bad-poll"), "Alice");
  expect(await ask(alice, poll)).toMatchObject({ type: "error", code });
});

test("R4-71 R5-40 R5-41 a vote takes the place of the one before, and everybody sees what it comes to", async () => {
  const room = newRoom("vote");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await ask(alice, LUNCH);
  expect(await vote(alice, [0])).toMatchObject({ type: "ack", seq: 2 });
  expect(await vote(bob, [0])).toMatchObject({ type: "ack", seq: 3 });
  expect(await vote(bob, [0])).toMatchObject({ type: "ack", seq: 3 });
  expect(await vote(bob, [2])).toMatchObject({ type: "ack", seq: 4 });
  const seen = await alice.events(4);
  expect(seen[3]).toMatchObject({ kind: "voted", by: { id: "g_Bob" }, options: [2], votes: [1, 0, 1], voters: 2 });
  expect((await page(bob)).messages[0]?.poll).toEqual({ ...COUNTS, votes: [1, 0, 1], voters: 2 });
  expect((await page(bob)).myVotes).toEqual({ 1: [2] });
  await evictDurableObject(roomObject(room));
  expect(await vote(bob, [])).toMatchObject({ type: "ack", seq: 5 });
  expect(await vote(bob, [])).toMatchObject({ type: "ack", seq: 0 });
  const stranger = await enter(room, "Carol");
  expect(stranger.welcome.snapshot?.messages[0]?.poll).toEqual({ ...COUNTS, votes: [1, 0, 0], voters: 1 });
  expect(stranger.welcome).not.toHaveProperty("myVotes");
  await vote(alice, []);
  expect((await page(alice)).messages[0]?.poll).toEqual(COUNTS);
});

test("R4-71 what cannot be chosen is refused", async () => {
  const room = newRoom("bad-vote");
  const alice = await enter(room, "Alice");
  await ask(alice, LUNCH);
  await ask(alice, { poll: { ...LUNCH.poll, multiple: true } });
  await alice.say("no poll");
  expect(await vote(alice, [3])).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [0, 1])).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [1, 1], 2)).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [10], 2)).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [0], 3)).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [0], 4)).toMatchObject({ code: "not_found" });
  expect(await close(alice, 3)).toMatchObject({ code: "invalid" });
  expect(await vote(alice, [2, 0], 2)).toMatchObject({ type: "ack", seq: 4 });
  expect(await vote(alice, [0, 2], 2)).toMatchObject({ type: "ack", seq: 4 });
  expect((await page(alice)).myVotes).toEqual({ 2: [0, 2] });
});

test("R4-71 a vote that is sent again is the same vote, whatever others chose meanwhile", async () => {
  const room = newRoom("vote-again");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await ask(alice, { poll: { ...LUNCH.poll, multiple: true } });
  const command = { type: "vote" as const, id: newId(), message: 1, options: [2, 0] };
  const first = await alice.ask(command);
  await vote(bob, [1]);
  expect(await alice.ask({ ...command, options: [0, 2] })).toEqual(first);
  expect(await alice.ask({ ...command, options: [0] })).toMatchObject({ code: "id_conflict" });
});

test("R4-73 R4-72 a poll's author closes it, others do not, and then nobody votes", async () => {
  const room = newRoom("close");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await ask(alice, LUNCH);
  await vote(bob, [1]);
  expect(await close(bob)).toMatchObject({ code: "forbidden" });
  expect(await close(alice)).toMatchObject({ type: "ack", seq: 3 });
  expect(await close(alice)).toMatchObject({ type: "ack", seq: 3 });
  expect(await vote(bob, [0])).toMatchObject({ code: "forbidden" });
  expect(await vote(bob, [1])).toMatchObject({ code: "forbidden" });
  const { messages } = await page(bob);
  expect(messages[0]?.poll).toMatchObject({ votes: [0, 1, 0], voters: 1, closedAt: (await alice.events(3))[2]?.at });
});

test("R4-72 from closesAt on nobody votes, and no event says so", async () => {
  const alice = await enter(newRoom("closes-at"), "Alice");
  const closesAt = Date.now() + 60_000;
  await ask(alice, { poll: { ...LUNCH.poll, closesAt } });
  expect(await vote(alice, [0])).toMatchObject({ type: "ack", seq: 2 });
  vi.useFakeTimers({ toFake: ["Date"], now: closesAt + 1 });
  expect(await vote(alice, [1])).toMatchObject({ code: "forbidden" });
  expect(await close(alice)).toMatchObject({ type: "ack", seq: 0 });
  expect((await page(alice)).messages[0]?.poll).toEqual({ ...COUNTS, closesAt, votes: [1, 0, 0], voters: 1 });
});

test("R4-74 a poll is not edited", async () => {
  const alice = await enter(newRoom("edit-poll"), "Alice");
  await ask(alice, LUNCH);
  const edit = { type: "edit" as const, id: newId(), message: 1, text: "Dinner?" };
  expect(await alice.ask(edit)).toMatchObject({ code: "invalid" });
});

test("R5-40 votes go with the message that is removed", async () => {
  const room = newRoom("remove-poll");
  const alice = await enter(room, "Alice");
  await ask(alice, LUNCH);
  await vote(alice, [0]);
  await alice.ask({ type: "remove", id: newId(), message: 1 });
  const { messages, myVotes } = await page(alice);
  expect(messages[0]).not.toHaveProperty("poll");
  expect(myVotes).toBeUndefined();
  expect(await vote(alice, [1])).toMatchObject({ code: "not_found" });
  const left = await runInDurableObject(roomObject(room), (_object, { storage }) =>
    storage.sql.exec("SELECT * FROM votes").toArray(),
  );
  expect(left).toEqual([]);
});

test("R5-40 and with its author, who is erased; votes of an erased member stay, without a name", async () => {
  const room = newRoom("erase-poll");
  const [alice, bob] = [await enter(room, "Alice"), await enter(room, "Bob")];
  await ask(alice, LUNCH);
  await ask(bob, LUNCH);
  await vote(alice, [0], 2);
  await vote(bob, [1], 1);
  await alice.ask({ type: "erase", id: newId() });
  const { messages, myVotes } = await page(bob);
  expect(messages.map(({ poll }) => poll)).toEqual([undefined, { ...COUNTS, votes: [1, 0, 0], voters: 1 }]);
  expect(myVotes).toBeUndefined();
  const votes = await roomObject(room).votes(room, 2, { limit: 10 }, {});
  expect(votes).toMatchObject({ kind: "ok" });
  expect(votes.kind === "ok" && JSON.parse(votes.value)).toEqual({
    votes: [{ seq: 3, options: [0], by: { id: "g_Alice", name: "" } }],
    more: false,
  });
});

test("a vote writes three rows, and a changed one no more", async () => {
  const room = newRoom("vote-rows");
  const alice = await enter(room, "Alice");
  await ask(alice, LUNCH);
  const rows = () => roomObject(room).rowsWritten();
  for (const options of [[0], [1], []]) {
    const before = await rows();
    await vote(alice, options);
    expect((await rows()) - before).toBe(3);
  }
});

test("one's own votes are read from poll to poll, however many voted", async () => {
  const room = newRoom("many-voters");
  const alice = await enter(room, "Alice");
  await ask(alice, LUNCH);
  const joining = async (): Promise<number> => {
    // The first one makes the snapshot, which is kept for the next.
    await enter(room, "First");
    const before = await roomObject(room).rowsRead();
    await enter(room, "Second");
    return (await roomObject(room).rowsRead()) - before;
  };
  const few = await joining();
  for (let voter = 0; voter < 40; voter += 1)
    await call(room, principal(`g_${voter}`), { type: "vote", id: newId(), message: 1, options: [voter % 3] });
  expect(await joining()).toBeLessThan(few + 10);
});
