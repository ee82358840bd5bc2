// How long news waits for more of its kind.

import { expect, test } from "vitest";
import { gatherMs } from "../../../src/rules/gathering.ts";

test.for([
  [2, 50],
  [400, 50],
  [800, 96],
  [1000, 100],
  [30_000, 100],
] as const)("in a room of %i people news waits %i ms", ([people, ms]) => {
  expect(gatherMs(people * 0.04)).toBe(ms);
});
