// So many in any stretch of time, by network: ten new guests a minute, ten new rooms an hour.

import { expect, test } from "vitest";
import { NetworkLimit } from "../../../src/edge/network-limit.ts";

const MINUTE_MS = 60_000;
const guests = () => new NetworkLimit(10, MINUTE_MS);

test("R6-6 ten in any minute, not ten in each", () => {
  const limit = guests();
  const start = 1_000_000;
  for (let index = 0; index < 10; index += 1) expect(limit.take("a", start + index * 5000)).toBe(0);
  expect(limit.take("a", start + 50_000)).toBe(10_000);
  expect(limit.take("a", start + 59_999)).toBe(1);
  expect(limit.take("a", start + 60_000)).toBe(0);
  expect(limit.take("a", start + 60_001)).toBe(4999);
});

test("R6-6 one network does not use up another's", () => {
  const limit = guests();
  for (let index = 0; index < 11; index += 1) limit.take("a", 0);
  expect(limit.take("b", 0)).toBe(0);
});

test("R6-6 a refusal is not counted: who waits as told gets in", () => {
  const limit = guests();
  for (let index = 0; index < 10; index += 1) limit.take("a", 0);
  for (let index = 0; index < 100; index += 1) limit.take("a", 30_000);
  expect(limit.take("a", 60_000)).toBe(0);
});

test("R6-6 memory is bounded: the network unused for longest is forgotten", () => {
  const limit = guests();
  for (let index = 0; index < 10; index += 1) limit.take("old", 0);
  for (let index = 0; index < 10; index += 1) limit.take("kept", 0);
  for (let index = 0; index < 9999; index += 1) limit.take(`n${index}`, 1);
  expect(limit.take("kept", 1)).toBeGreaterThan(0);
  expect(limit.take("old", 1)).toBe(0);
});

test("R10-6 what nothing came of is given back, once, and to that network alone", () => {
  const limit = new NetworkLimit(2, 60 * MINUTE_MS);
  expect([limit.take("a", 0), limit.take("a", 1), limit.take("b", 1)]).toEqual([0, 0, 0]);
  limit.giveBack("a", 1);
  limit.giveBack("a", 1);
  limit.giveBack("nobody", 1);
  expect(limit.take("a", 2)).toBe(0);
  expect(limit.take("a", 3)).toBe(60 * MINUTE_MS - 3);
});
