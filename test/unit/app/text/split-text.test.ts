// A text that is too long for one message becomes several, and nothing of it is lost.

import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "../../../../src/app/text/split-text.ts";

test("what has place stays one", () => {
  expect(splitText("short", 5)).toEqual(["short"]);
  expect(splitText("👍🏽👍🏽", 4)).toEqual(["👍🏽👍🏽"]);
});

test("it is cut between paragraphs, else lines, else words, else characters", () => {
  expect(splitText("one two.\n\nthree four", 14)).toEqual(["one two.", "three four"]);
  expect(splitText("one two.\nthree four", 14)).toEqual(["one two.", "three four"]);
  expect(splitText("one two three four", 10)).toEqual(["one two", "three four"]);
  expect(splitText("onetwothree", 4)).toEqual(["onet", "woth", "ree"]);
  expect(splitText("aaa👍🏽bbb", 4)).toEqual(["aaa", "👍🏽bb", "b"]);
});

test("a block of code that is cut is closed and opened again", () => {
  const code = "```js\nconst a = 1;\nconst b = 2;\nconst c = 3;\n```";
  expect(splitText(code, 36)).toEqual(["```js\nconst a = 1;\nconst b = 2;\n```", "```js\nconst c = 3;\n```"]);
});

test("no part is too long, and every character is in one of them", () => {
  const words = fc.array(fc.constantFrom("a", "word", "longerword", "\n", "\n\n", " ", "👍🏽", "é", "x".repeat(70)), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 60 }), (pieces, limit) => {
      const text = pieces.join("");
      const parts = splitText(text, limit);
      for (const part of parts) {
        expect(Array.from(part).length).toBeLessThanOrEqual(limit);
        expect(part.trim()).not.toBe("");
      }
      expect(parts.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
    }),
  );
});

test("code is never too long either, wherever it is cut, and it ends", () => {
  const lines = fc.array(fc.constantFrom("```", "```js", "  return a;", "", "x".repeat(50), "text"), { maxLength: 40 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 20, max: 60 }), (pieces, limit) => {
      for (const part of splitText(pieces.join("\n"), limit))
        expect(Array.from(part).length).toBeLessThanOrEqual(limit);
    }),
  );
});
