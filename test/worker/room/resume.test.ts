// Coming back: what was missed, exactly, or a plain word that it is not known.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { enter, newId, newRoom, roomObject } from "./enter.ts";

test("R2-4 a cursor brings exactly the seqs after it", async () => {
  const room = newRoom("resume");
  const alice = await enter(room, "Alice");
  for (const text of ["one", "two", "three"]) await alice.say(text);
  const epoch = (await enter(room, "Bob")).welcome.epoch;

  const bob = await enter(room, "Bob", { since: `${epoch}:1` });
  expect(bob.welcome).toMatchObject({ recovered: true, head: 3 });
  expect(bob.welcome.snapshot).toBeUndefined();
  expect(await bob.texts(2)).toEqual(["two", "three"]);
  await alice.say("four");
  expect(await bob.events()).toMatchObject([{ seq: 4, text: "four" }]);
});

test("R2-4 also after the room has slept", async () => {
  const room = newRoom("resume-asleep");
  const alice = await enter(room, "Alice");
  await alice.say("one");
  const cursor = (await enter(room, "Bob")).cursor();
  await alice.say("two");
  await evictDurableObject(roomObject(room), { webSockets: "close" });
  const bob = await enter(room, "Bob", { since: cursor });
  expect(bob.welcome.recovered).toBe(true);
  expect(await bob.texts()).toEqual(["two"]);
});

const notHonoured = {
  malformed: () => "nonsense",
  "without a seq": (epoch: string) => epoch,
  "of another epoch": () => "deadbeef:1",
  "above the head": (epoch: string) => `${epoch}:3`,
  negative: (epoch: string) => `${epoch}:-1`,
  "larger than any number": (epoch: string) => `${epoch}:99999999999999999999`,
  "of the empty room but not its start": () => "0:1",
};

test.each(Object.entries(notHonoured))("R3.1-3 a cursor %s is answered by a snapshot", async (_, since) => {
  const room = newRoom("lost");
  const alice = await enter(room, "Alice");
  await alice.say("one");
  await alice.say("two");
  const { epoch } = (await enter(room, "Bob")).welcome;
  const bob = await enter(room, "Bob", { since: since(epoch) });
  expect(bob.welcome.recovered).toBe(false);
  expect(bob.welcome.snapshot?.messages.map((message) => message.text)).toEqual(["one", "two"]);
  await bob.caughtUp();
  expect(bob.untaken("events")).toEqual([]);
});

test("R3.1-3 0:0 begins at seq 1 of whatever log there is, also of none", async () => {
  const room = newRoom("start");
  const early = await enter(room, "Early", { since: "0:0" });
  expect(early.welcome).toMatchObject({ recovered: true, epoch: "0", head: 0 });
  await early.say("one");
  const late = await enter(room, "Late", { since: "0:0" });
  expect(late.welcome.recovered).toBe(true);
  expect(await late.texts()).toEqual(["one"]);
});

test("R4-5 resume is answered by a welcome and what was missed, on a connection that is open", async () => {
  const room = newRoom("resume-open");
  const alice = await enter(room, "Alice");
  await alice.say("one");
  await alice.say("two");
  const { epoch } = await alice.next("events");
  alice.send({ type: "resume", since: `${epoch}:1` });
  const welcome = await alice.next("welcome");
  expect(welcome).toMatchObject({ recovered: true, head: 2, you: { connection: alice.welcome.you.connection } });
  alice.send({ type: "resume", since: "elsewhere:1" });
  expect(await alice.next("welcome")).toMatchObject({ recovered: false, snapshot: { more: false } });
});

// At the room itself, whose log is filled behind its back: a relay would be told of that first.
test("R3.1-3 a cursor further behind than resumeEvents is answered by a snapshot of the newest 50", async () => {
  const room = newRoom("far");
  const alice = await enter(room, "Alice", { relay: "none" });
  await alice.say("first");
  const cursor = (await enter(room, "Bob", { relay: "none" })).cursor();
  await fill(room, 10_000);
  expect((await enter(room, "Bob", { since: cursor, relay: "none" })).welcome.recovered).toBe(true);
  await fill(room, 1);
  const bob = await enter(room, "Bob", { since: cursor, relay: "none" });
  expect(bob.welcome).toMatchObject({ recovered: false, head: 10_002, snapshot: { more: true } });
  expect(bob.welcome.snapshot?.messages).toHaveLength(50);
  expect(bob.welcome.snapshot?.messages.at(-1)?.seq).toBe(10_002);
});

test("R2-4 a long tail is split over frames of at most 512 KiB, never cut; past 4 MiB it is a snapshot", async () => {
  const room = newRoom("bytes");
  const alice = await enter(room, "Alice", { relay: "none" });
  await alice.say("first");
  const cursor = (await enter(room, "Bob", { relay: "none" })).cursor();
  await fill(room, 40, "x".repeat(99_000));
  const bob = await enter(room, "Bob", { since: cursor, relay: "none" });
  expect(bob.welcome.recovered).toBe(true);
  const seqs: number[] = [];
  let frames = 0;
  while (seqs.length < 40) {
    const frame = await bob.next("events");
    expect(JSON.stringify(frame).length).toBeLessThanOrEqual(512 * 1024);
    seqs.push(...frame.events.map((event) => event.seq));
    frames += 1;
  }
  expect(frames).toBeGreaterThan(1);
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 2));
  await fill(room, 3, "x".repeat(99_000));
  const late = await enter(room, "Late", { since: cursor, relay: "none" });
  expect(late.welcome.recovered).toBe(false);
  expect(JSON.stringify(late.welcome).length).toBeLessThanOrEqual(512 * 1024);
  expect(late.welcome.snapshot?.more).toBe(true);
});

test("R4-6 history goes both ways, oldest first, ends excluded", async () => {
  const room = newRoom("history");
  const alice = await enter(room, "Alice");
  await alice.say("1");
  await fill(room, 119);
  const ask = async (range: { before?: number; after?: number; limit?: number; thread?: number }) => {
    const answer = await alice.ask({ type: "history", id: newId(), ...range });
    if (answer.type !== "history") throw new Error(JSON.stringify(answer));
    expect(answer["head"]).toBe(120);
    return { seqs: answer.messages.map((message) => message.seq), more: answer.more };
  };
  const count = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  expect(await ask({})).toEqual({ seqs: count(71, 120), more: true });
  expect(await ask({ before: 71, limit: 100 })).toEqual({ seqs: count(1, 70), more: false });
  expect(await ask({ before: 11, limit: 3 })).toEqual({ seqs: count(8, 10), more: true });
  expect(await ask({ after: 100, limit: 10 })).toEqual({ seqs: count(101, 110), more: true });
  expect(await ask({ after: 110 })).toEqual({ seqs: count(111, 120), more: false });
  expect(await ask({ before: 1 })).toEqual({ seqs: [], more: false });
  expect(await ask({ thread: 1 })).toEqual({ seqs: [], more: false });
});

/** Puts messages into the room's log at once, as one member's. */
async function fill(room: string, count: number, text = "filler"): Promise<void> {
  await runInDurableObject(roomObject(room), (_, state) => {
    state.storage.sql.exec(
      `WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < ?1)
       INSERT INTO events (seq, at, kind, member, name, id, body)
       SELECT head + n, head + n, 'message', 'g_filler', 'Filler', 'f' || (head + n), ?2
         FROM step, (SELECT max(seq) AS head FROM events)`,
      count,
      JSON.stringify({ text }),
    );
  });
  // The log keeps its head in memory, which a write behind its back does not move.
  await evictDurableObject(roomObject(room));
}
