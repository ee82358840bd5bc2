// Several presses in one poll, while the room tells of earlier ones: what one chose last is what it gets.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PendingVote } from "../../../src/app/room/poll/pending-vote.ts";

const sent: (readonly number[])[] = [];
let isTaken = true;
const send = async (chosen: readonly number[]): Promise<boolean> => {
  sent.push(chosen);
  return isTaken;
};

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
  isTaken = true;
});
afterEach(() => vi.useRealTimers());

test("presses that follow each other are one vote, of the last", async () => {
  const vote = new PendingVote();
  vote.choose([0], 400, send);
  await vi.advanceTimersByTimeAsync(399);
  vote.choose([0, 1], 400, send);
  await vi.advanceTimersByTimeAsync(400);
  expect(sent).toEqual([[0, 1]]);
  vote.told([0, 1]);
  expect(vote.wanted.value).toBeUndefined();
});

test("what the room tells of an earlier vote takes nothing from a later press", async () => {
  const vote = new PendingVote();
  vote.choose([0], 400, send);
  await vi.advanceTimersByTimeAsync(400);
  vote.choose([0, 1], 400, send);
  vote.told([0]);
  expect(vote.wanted.value).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(400);
  expect(sent).toEqual([[0], [0, 1]]);
  vote.told([0, 1]);
  expect(vote.wanted.value).toBeUndefined();
});

test("what the room tells of an earlier vote takes nothing from one that is on its way", async () => {
  const vote = new PendingVote();
  let arrive: (isDone: boolean) => void = () => undefined;
  vote.choose([1], 0, () => new Promise((resolve) => (arrive = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  vote.told([0]);
  expect(vote.wanted.value).toEqual([1]);
  arrive(true);
  await vi.advanceTimersByTimeAsync(0);
  vote.told([2]);
  expect(vote.wanted.value, "another device chose").toBeUndefined();
});

test("a poll that goes from the page sends what waits, once", async () => {
  const vote = new PendingVote();
  vote.choose([2], 400, send);
  vote.end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([[2]]);
  vote.end();
  expect(sent).toHaveLength(1);
});

test("a vote that the room refuses is shown no longer, unless another was pressed", async () => {
  const vote = new PendingVote();
  isTaken = false;
  vote.choose([0], 400, send);
  await vi.advanceTimersByTimeAsync(400);
  expect(vote.wanted.value).toBeUndefined();
  vote.choose([0], 0, send);
  vi.advanceTimersByTime(0);
  vote.choose([1], 400, send);
  await vi.advanceTimersByTimeAsync(0);
  expect(vote.wanted.value).toEqual([1]);
});
