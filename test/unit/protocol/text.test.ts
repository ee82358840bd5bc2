// The grammars of room names, ids and display names (contract 1, 3 and 4).

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hasAtMostBytes,
  hasAtMostCodePoints,
  isCommandId,
  isMemberId,
  isRoomName,
  isStorable,
  parseDisplayName,
} from "../../../src/protocol/text.ts";

describe("room names", () => {
  test.for(["a", "0", "lobby", "a-b", "a--b", "x".repeat(64), "p-abc", "2026"])("%j is one", (name) => {
    expect(isRoomName(name)).toBe(true);
  });

  const outside = [
    "",
    "-",
    "-a",
    "a-",
    "A",
    "Lobby",
    "a b",
    "a_b",
    "a.b",
    "..",
    "a/b",
    "a%2fb",
    "ä",
    "a\n",
    "\na",
    "x".repeat(65),
    "a\u0000",
    "а",
  ];
  test.for(outside)("%j is none", (name) => {
    expect(isRoomName(name)).toBe(false);
  });
});

describe("ids", () => {
  test("of commands have 1 to 64 of letters, digits, _ and -", () => {
    expect(["a", "01J-_z", "f".repeat(64), crypto.randomUUID()].every(isCommandId)).toBe(true);
    expect(["", "a b", "a.b", "a:b", "ä", "a\n", "f".repeat(65), "__proto__ "].some(isCommandId)).toBe(false);
  });

  test("of members may also have . : and @", () => {
    expect(["g_7Qm", "auth0:12", "ada@example.org", "a".repeat(128)].every(isMemberId)).toBe(true);
    expect(["", "a b", "a/b", "a\n", "a".repeat(129)].some(isMemberId)).toBe(false);
  });
});

describe("display names", () => {
  const kept: readonly [given: string, name: string][] = [
    ["Ada", "Ada"],
    ["  Ada  ", "Ada"],
    ["\u00A0Ada\u3000", "Ada"],
    ["A\u030A", "Å"],
    ["李小龍", "李小龍"],
    ["محمد", "محمد"],
    ["O'Brien-Smith, Jr.", "O'Brien-Smith, Jr."],
    ["👍".repeat(64), "👍".repeat(64)],
    ["<b>Ada</b>", "<b>Ada</b>"],
  ];
  test.for(kept)("%j is kept as %j", ([given, name]) => {
    expect(parseDisplayName(given)).toBe(name);
  });

  const refused: readonly [what: string, name: string][] = [
    ["nothing", ""],
    ["spaces", "   "],
    ["65 characters", "a".repeat(65)],
    ["65 characters beyond the BMP", "👍".repeat(65)],
    ["U+0000", "a\u0000"],
    ["a control", "a\u0007"],
    ["a line end inside", "a\nb"],
    ["a bidi override", "a\u202Eb"],
    ["a bidi embedding", "\u202Aab"],
    ["a bidi isolate", "a\u2067b"],
    ["a bidi mark", "a\u200Fb"],
    ["a zero-width space", "a\u200Bb"],
    ["a zero-width no-break space", "a\uFEFFb"],
    ["a word joiner", "a\u2060b"],
    ["a soft hyphen", "a\u00ADb"],
    ["a filler that is drawn as nothing", "\u3164"],
    ["a line separator", "a\u2028b"],
    ["a tag character", "a\u{E0041}"],
    ["an unpaired surrogate", "a\uD83D"],
    ["a private use character", "\uE000"],
    ["only a Braille blank", "\u2800"],
  ];
  test.for(refused)("%s is none", ([, name]) => {
    expect(parseDisplayName(name)).toBeUndefined();
  });

  test("a name that was kept is kept again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (given) => {
        const name = parseDisplayName(given);
        if (name !== undefined) expect(parseDisplayName(name)).toBe(name);
      }),
    );
  });
});

describe("lengths", () => {
  test("are counted in code points as a loop over the text would", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.nat(40), (text, limit) => {
        expect(hasAtMostCodePoints(text, limit)).toBe(Array.from(text).length <= limit);
      }),
    );
  });

  test("are counted in bytes as UTF-8 has them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.nat(160), (text, limit) => {
        expect(hasAtMostBytes(text, limit)).toBe(new TextEncoder().encode(text).byteLength <= limit);
      }),
    );
  });

  test("a text that can be stored comes back from UTF-8 as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(isStorable(text));
        expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });
});
