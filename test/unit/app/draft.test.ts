// What is sent of what was typed, and the count of what may still be written.

import { expect, test } from "vitest";
import { charactersLeft, tidy } from "../../../src/app/room/draft.ts";
import { isStorable } from "../../../src/protocol/text.ts";

test.each([
  ["hello", "hello"],
  ["  indented\n  more  \n\n", "  indented\n  more"],
  ["\n \n\thello", "\thello"],
  [" \n\t ", ""],
  ["nul\u0000 and half \uD83D", "nul and half \uFFFD"],
])("%j is sent as %j", (typed, sent) => {
  expect(tidy(typed)).toBe(sent);
  expect(isStorable(tidy(typed))).toBe(true);
});

test("a long paste of blank lines is tidied in linear time: a quadratic scan would meet the time-out", () => {
  expect(tidy(`${" \n".repeat(200_000)}${" ".repeat(400_000)}x`)).toHaveLength(400_001);
});

test("the counter shows near the end, in code points", () => {
  expect(charactersLeft("a".repeat(7_000), 8_000)).toBeUndefined();
  expect(charactersLeft("🦊".repeat(7_600), 8_000)).toBe(400);
  expect(charactersLeft("a".repeat(8_003), 8_000)).toBe(-3);
});
