// Listed words: found as whole words in whatever dress, never within others, in time that grows with the text alone.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask, wordFilter } from "../../../src/rules/word-filter.ts";

const masked = (text: string, ...words: string[]) => mask(text, wordFilter(words).find(text));

describe("R10-28 a listed word", () => {
  test.for([
    ["plain", "darn it", "**** it"],
    ["in capitals", "DARN", "****"],
    ["with accents", "d\u00e4rn d\u0061\u0308rn", "**** *****"],
    ["in letters of other scripts", "d\u0430rn \u0501arn", "**** ****"],
    ["in full width", "\uff44\uff41\uff52\uff4e", "****"],
    ["with what cannot be seen in it", "d\u200barn", "*****"],
    ["with digits for letters", "d4rn", "****"],
    ["between marks", "(darn)!darn?", "(****)!****?"],
    ["not within another", "darning undarn darn_it", "darning undarn darn_it"],
  ] as const)("%s", ([, text, expected]) => {
    expect(masked(text, "darn")).toBe(expected);
  });

  test("phrases across whatever stands between, the longest first; scripts without spaces by character", () => {
    expect(masked("double, trouble and double", "double", "double trouble")).toBe("*************** and ******");
    expect(masked("\u4eca\u65e5\u306f\u3070\u304b\u3067\u3059", "\u3070\u304b")).toBe(
      "\u4eca\u65e5\u306f**\u3067\u3059",
    );
  });

  test("what has no letter in it is never found, and nothing is taken for a pattern", () => {
    expect(masked("a.b !!! (", "!!!", "(", ".*")).toBe("a.b !!! (");
  });
});

test("R10-28 the stars stand for what they hide, and hide nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string({ unit: "grapheme" })), (text, words) => {
      const shown = masked(text, ...words);
      expect(Array.from(shown).length).toBe(Array.from(text).length);
      const before = Array.from(text);
      for (const [at, character] of Array.from(shown).entries()) expect([before[at], "*"]).toContain(character);
    }),
  );
});

test("R10-28 hostile lists and texts take time in proportion to the text", () => {
  const words = Array.from({ length: 500 }, (_, index) => `${"a ".repeat(30)}${index}`);
  const filter = wordFilter(words);
  const timeOf = (text: string) => {
    const before = performance.now();
    filter.find(text);
    return performance.now() - before;
  };
  const text = "a ".repeat(4000);
  timeOf(text);
  const [one, eight] = [Math.min(timeOf(text), timeOf(text)), timeOf(text.repeat(8))];
  expect(eight).toBeLessThan(Math.max(1, one) * 80);
});
