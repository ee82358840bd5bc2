// A text in one line, as quotes and notices have it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { excerptOf } from "../../../../src/app/text/excerpt.ts";

test.each([
  ["plain", "plain"],
  ["**bold** and _thin_, `code`", "bold and thin, code"],
  ["one\n\ntwo", "one two"],
  ["> quoted\nanswer", "quoted answer"],
  ["1. a\n2. b", "1. a 2. b"],
  ["- a\n- b", "• a • b"],
  ["```js\nlet a;\nlet b;\n```", "let a; let b;"],
  ["[label](https://a.example) https://b.example", "label https://b.example"],
])("%j", (text, line) => {
  expect(excerptOf(text)).toBe(line);
});

test("a spoiler stays hidden", () => {
  expect(excerptOf("he ||dies|| **||twice||**")).toBe("he (spoiler) (spoiler)");
});

test("what is long is cut, never inside of a character", () => {
  expect(excerptOf("🦊".repeat(200), 10)).toBe(`${"🦊".repeat(9)}…`);
  expect(excerptOf("a".repeat(140))).toBe("a".repeat(140));
});

test("is one line, and no longer than it may be", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const line = excerptOf(text, 40);
      expect(Array.from(line).length).toBeLessThanOrEqual(40);
      expect(line).not.toMatch(/[\r\n\t]/);
    }),
  );
});
