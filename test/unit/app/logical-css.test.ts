// Styles say start and end, not left and right, so that a page written from right to left mirrors itself.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { APP, FILES } from "./word-lists.ts";

/** Pointers are where they are, and the contract is English. */
const PHYSICAL = ["uses/whiteboard/whiteboard.css", "docs/docs.css"];
const SIDES =
  /(?:^|[\s{;-])(?:left|right)\s*:|(?<!safe-area-)(?:margin|padding|border|inset)-(?:left|right)\b|-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right)/g;
const FOUR = /(?:margin|padding|inset)\s*:\s*([^;]+);/g;

function physicalOf(css: string): string[] {
  const plain = css.replaceAll(/\/\*.*?\*\//gs, "");
  const uneven = [...plain.matchAll(FOUR)].filter(([, value = ""]) => {
    // A space inside of brackets parts nothing. A safe area is on a side of the device, whatever is written.
    const [, right, , left] =
      value.replaceAll("inset-right", "inset-left").match(/(?:\([^()]*(?:\([^()]*\))*[^()]*\)|\S)+/g) ?? [];
    return left !== undefined && left !== right;
  });
  return [...plain.matchAll(SIDES), ...uneven].map(([found]) => found.trim());
}

test.each(FILES.filter((name) => name.endsWith(".css") && !PHYSICAL.includes(name)))(
  "%s has no side of its own",
  (name) => {
    expect(physicalOf(readFileSync(new URL(name, APP), "utf8"))).toEqual([]);
  },
);

test("a side is found in each way of writing it", () => {
  expect(physicalOf("a { margin-left: 1px; left: 0; text-align: right; border-top-left-radius: 0 }")).toHaveLength(4);
  expect(physicalOf("a { padding: 1px 2px 3px 4px; }")).toHaveLength(1);
  expect(
    physicalOf("a { padding: 1px max(2px, env(safe-area-inset-right)) 3px max(2px, env(safe-area-inset-left)); }"),
  ).toEqual([]);
  expect(physicalOf("a { margin-inline-start: 1px; inset-inline: 0 auto }")).toEqual([]);
});
