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

test("what comes during a commit shares the next turn, and a pause ends its wait", async () => {
  const { ran, say } = roomOf({ sendingMs: 40 });
  for (const [item, at] of [
    ["first", 0],
    ["second", 1],
    ["third", 4],
    ["fourth", 6],
  ] as const)
    say(item, at);
  await vi.advanceTimersByTimeAsync(20);
  expect(ran.map(({ items }) => items)).toEqual([["first"], ["second", "third", "fourth"]]);
  expect(ran[1]?.at).toBeLessThanOrEqual(8);
});

test("the first answer to a turn of many waits for the others", async () => {
  const { ran, say } = roomOf({ sendingMs: 4 });
  say("first", 0);
  for (const item of ["a", "b"]) say(item, 1);
  // The turn of a and b is durable at 12; their answers come one after the other.
  for (const [item, at] of [
    ["c", 13],
    ["d", 13.5],
  ] as const)
    say(item, at);
  await vi.advanceTimersByTimeAsync(30);
  expect(ran.map(({ items }) => items)).toEqual([["first"], ["a", "b"], ["c", "d"]]);
});

test("nobody waits for longer than sending keeps the room busy, and for 10 ms at most", async () => {
  for (const [sendingMs, longest] of [
    [4, 4],
    [200, 10],
  ] as const) {
    const { ran, say } = roomOf({ sendingMs, commitMs: 1 });
    for (let at = 0; at < 60; at += 0.5) say(`at ${at}`, at);
    await vi.advanceTimersByTimeAsync(60);
    const gaps = ran.slice(1).map(({ at }, index) => at - (ran[index]?.at ?? 0));
    // One for the commit, and one in which what came meanwhile is read.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(longest + 2);
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(longest);
  }
});

test("a small room, whose frames cost little, waits for its commit alone", async () => {
  const { ran, say } = roomOf({ sendingMs: 0.4, commitMs: 2 });
  for (let at = 0; at < 20; at += 0.5) say(`at ${at}`, at);
  await vi.advanceTimersByTimeAsync(20);
  const gaps = ran.slice(1).map(({ at }, index) => at - (ran[index]?.at ?? 0));
  expect(Math.max(...gaps)).toBe(2);
});
