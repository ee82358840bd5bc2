// Ten new guests in any minute, by network.

import { expect, test } from "vitest";
import { GuestLimit } from "../../../src/edge/guest-limit.ts";

test("R6-6 ten in any minute, not ten in each", () => {
  const limit = new GuestLimit();
  const start = 1_000_000;
  for (let index = 0; index < 10; index += 1) expect(limit.take("a", start + index * 5000)).toBe(0);
  expect(limit.take("a", start + 50_000)).toBe(10_000);
  expect(limit.take("a", start + 59_999)).toBe(1);
  expect(limit.take("a", start + 60_000)).toBe(0);
  expect(limit.take("a", start + 60_001)).toBe(4999);
});

test("R6-6 one network does not use up another's", () => {
  const limit = new GuestLimit();
  for (let index = 0; index < 11; index += 1) limit.take("a", 0);
  expect(limit.take("b", 0)).toBe(0);
});

test("R6-6 a refusal is not counted: who waits as told gets in", () => {
  const limit = new GuestLimit();
  for (let index = 0; index < 10; index += 1) limit.take("a", 0);
  for (let index = 0; index < 100; index += 1) limit.take("a", 30_000);
  expect(limit.take("a", 60_000)).toBe(0);
});

test("R6-6 memory is bounded: the network unused for longest is forgotten", () => {
  const limit = new GuestLimit();
  for (let index = 0; index < 10; index += 1) limit.take("old", 0);
  for (let index = 0; index < 10; index += 1) limit.take("kept", 0);
  for (let index = 0; index < 9999; index += 1) limit.take(`n${index}`, 1);
  expect(limit.take("kept", 1)).toBeGreaterThan(0);
  expect(limit.take("old", 1)).toBe(0);
});
