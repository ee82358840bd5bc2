// Columns: what a text takes of them, and where it breaks.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, fit, widthOf } from "../../../src/cli/width.ts";
import { wrap } from "../../../src/cli/wrap.ts";

test.for<[text: string, columns: number]>([
  ["abc", 3],
  ["", 0],
  ["é", 1],
  ["e\u0301", 1],
  ["日本", 4],
  ["ｆｕｌｌ", 8],
  ["한국", 4],
  ["👍", 2],
  ["👩‍👩‍👧", 2],
  ["👍🏽", 2],
  ["🇦🇹", 2],
  ["❤️", 2],
  ["☎", 1],
  ["␛", 1],
  ["…", 1],
])("%s takes %i columns", ([text, columns]) => {
  expect(widthOf(text)).toBe(columns);
});

test("what is too long is cut to its columns, never within a character", () => {
  expect(cut("hello", 5)).toBe("hello");
  expect(cut("hello!", 5)).toBe("hell…");
  expect(cut("日本語", 4)).toBe("日…");
  expect(cut("abc", 0)).toBe("");
  expect(fit("日本語", 5)).toBe("日本…");
  expect(fit("ab", 4)).toBe("ab  ");
});

describe("wrap", () => {
  test.for<[what: string, text: string, columns: number, rows: string[]]>([
    ["between words", "the quick brown fox", 10, ["the quick", "brown fox"]],
    ["within a word that is too long", "see abcdefghij now", 6, ["see", "abcdef", "ghij", "now"]],
    ["wide characters by their width", "日本語テキスト", 6, ["日本語", "テキス", "ト"]],
    ["where the author did", "a\n\n  b", 10, ["a", "", "  b"]],
    ["not inside an emoji", "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]],
    ["nothing at all", "", 10, [""]],
    ["spaces at a break away", "ab      cd", 4, ["ab", "cd"]],
  ])("breaks %s", ([, text, columns, rows]) => {
    expect(wrap(text, columns)).toEqual(rows);
  });

  test("no row is too wide, and nothing but spaces is lost", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, columns) => {
        const rows = wrap(text, columns);
        for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(Math.max(8, columns));
        const bare = (value: string) => value.replaceAll(/\s/gu, "");
        expect(bare(rows.join(""))).toBe(bare(wrap(text, 10_000).join("")));
      }),
      { numRuns: 500 },
    );
  });
});
