// When a turn begins: at once after quiet, and with all that is on its way under load.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "../../../src/room/turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Turns of a room whose commits take `commitMs`, and whose frames keep it busy for `sendingMs`. */
function roomOf({ sendingMs, commitMs = 5 }: { sendingMs: number; commitMs?: number }) {
  const ran: { readonly items: readonly string[]; readonly at: number }[] = [];
  const startedAt = Date.now();
  const turns = new Turns<string>({
    run: (items) => void ran.push({ items, at: Date.now() - startedAt }),
    settled: () => new Promise((resolve) => setTimeout(resolve, commitMs)),
    sendingMs: () => sendingMs,
  });
  /** Adds an item at a time in milliseconds from the start. */
  const say = (item: string, at: number) => void setTimeout(() => turns.add(item), at);
  return { ran, turns, say };
}

test("runs what comes after quiet at once", () => {
  const { ran, turns } = roomOf({ sendingMs: 40 });
  turns.add("first");
  expect(ran).toEqual([{ items: ["first"], at: 0 }]);
});

test("after one that had no company and a commit, the next is after quiet again", async () => {
  const { ran, say } = roomOf({ sendingMs: 40 });
  say("first", 0);
  say("second", 6);
  await vi.advanceTimersByTimeAsync(6);
  expect(ran).toEqual([
    { items: ["first"], at: 0 },
    { items: ["second"], at: 6 },
  ]);
});

test("what comes during a commit shares the next turn, with what is on its way", async () => {
  const { ran, say } = roomOf({ sendingMs: 40 });
  for (const [item, at] of [
    ["first", 0],
    ["second", 1],
    ["third", 4],
    ["fourth", 6],
  ] as const)
    say(item, at);
  await vi.advanceTimersByTimeAsync(20);
  // One was answered, two wait: with a third there is nobody to wait for.
  expect(ran).toEqual([
    { items: ["first"], at: 0 },
    { items: ["second", "third", "fourth"], at: 6 },
  ]);
});

test("the first answer to a turn of many waits for the others", async () => {
  const { ran, say } = roomOf({ sendingMs: 0.4 });
  say("first", 0);
  for (const item of ["a", "b", "c"]) say(item, 1);
  // Their turn is durable at 10.
  for (const [item, at] of [
    ["d", 11],
    ["e", 12],
    ["f", 13],
  ] as const)
    say(item, at);
  await vi.advanceTimersByTimeAsync(30);
  expect(ran.map(({ items, at }) => [at, ...items])).toEqual([
    [0, "first"],
    [5, "a", "b", "c"],
    [13, "d", "e", "f"],
  ]);
});

test.for([
  ["sending keeps the room busy", { sendingMs: 4, commitMs: 1 }, 4],
  ["a commit takes", { sendingMs: 0.4, commitMs: 3 }, 3],
  ["10 ms", { sendingMs: 200, commitMs: 1 }, 10],
] as const)("nobody waits for longer than %s", async ([, room, longest]) => {
  const { ran, say } = roomOf(room);
  let count = 0;
  // More and more at a time, so that there are never enough.
  for (let at = 0; at < 100; at += 1) for (let one = 0; one <= at / 10; one += 1) say(`${(count += 1)}`, at + 0.5);
  await vi.advanceTimersByTimeAsync(100);
  const gaps = ran.slice(1).map(({ at }, index) => at - (ran[index]?.at ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(room.commitMs + longest + 1);
  expect(ran.flatMap(({ items }) => items).length).toBeGreaterThan(count - 200);
});

test("a small room, where one at a time speaks, waits for its commit alone", async () => {
  const { ran, say } = roomOf({ sendingMs: 0.4, commitMs: 5 });
  say("first", 0);
  say("second", 2);
  await vi.advanceTimersByTimeAsync(20);
  expect(ran.map(({ at }) => at)).toEqual([0, 5]);
});

test("where nobody answers a turn of many, the next is after quiet", async () => {
  const { ran, say } = roomOf({ sendingMs: 4 });
  for (const [item, at] of [
    ["first", 0],
    ["a", 1],
    ["b", 1],
    ["last", 40],
  ] as const)
    say(item, at);
  await vi.advanceTimersByTimeAsync(40);
  expect(ran.at(-1)).toEqual({ items: ["last"], at: 40 });
});
