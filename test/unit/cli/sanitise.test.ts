// What others write must never be obeyed by a terminal, nor be there without being seen.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClock } from "../../../src/cli/clock.ts";
import { jsonLine } from "../../../src/cli/json-records.ts";
import { LOG_TOP, logLines } from "../../../src/cli/log-lines.ts";
import { type Colours, paint, type Tone } from "../../../src/cli/paint.ts";
import { sanitise, sanitiseLines } from "../../../src/cli/sanitise.ts";

/** Everything that a terminal obeys, and everything that hides or reorders text. */
const DANGEROUS =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u115F\u1160\u2060-\u206F\u3164\uFFF0-\uFFF8\u{E0000}\u{E0080}-\u{E0FFF}\uFEFF\uFFF9-\uFFFB]/u;
const ESC = "\u001B";
const OWN_COLOURS = new RegExp(`${ESC}\\[(?:0|1|2|31|33|1;3[1-6]|1;38;5;\\d{1,3})m`, "g");

/** Text in which every other character is one that harms. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\u001B[2J",
        "\u001B]52;c;eA==\u0007",
        "\u009B31m",
        "\u009D0;x\u009C",
        "\r",
        "\u202E",
        "\u2066",
        "\b",
      ),
      fc.constantFrom(
        "\u200D",
        "\u{1F3F4}\u{E0067}\u{E007F}",
        "\u{E0041}",
        "\uD800",
        "\uDC00",
        "\u0301",
        "\n",
        "\u0000",
      ),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

describe("sanitise", () => {
  const cases: readonly [what: string, written: string, shown: string][] = [
    ["a clipboard that is set (OSC 52)", "\u001B]52;c;ZXZpbA==\u0007", "␛]52;c;ZXZpbA==␇"],
    ["a title that is set", "\u001B]0;owned\u0007", "␛]0;owned␇"],
    ["a screen that is cleared", "\u001B[2J\u001B[H", "␛[2J␛[H"],
    ["a cursor that is moved up", "\u001B[5A", "␛[5A"],
    ["a link that lies (OSC 8)", "\u001B]8;;http://evil\u001B\\ok", "␛]8;;http://evil␛\\ok"],
    ["a line that is written over", "innocent\rOVERWRITTEN", "innocent␍OVERWRITTEN"],
    ["steps back", "yes\b\b\bno\u007F", "yes␈␈␈no␡"],
    ["a bell", "\u0007", "␇"],
    ["ESC [ in one character", "\u009B31mred", "<U+009B>31mred"],
    ["OSC in one character", "\u009D0;t\u009C", "<U+009D>0;t<U+009C>"],
    ["text turned around", "photo\u202Egnp.exe", "photo<U+202E>gnp.exe"],
    ["isolates", "\u2066a\u2069", "<U+2066>a<U+2069>"],
    ["an Arabic letter mark", "\u061C", "<U+061C>"],
    ["characters that take no room", "a\u200Bb\uFEFFc\u2060", "a<U+200B>b<U+FEFF>c<U+2060>"],
    ["a soft hyphen", "a\u00ADb", "a<U+00AD>b"],
    ["tags that smuggle text", "hi\u{E0041}\u{E0042}", "hi<U+E0041><U+E0042>"],
    ["data in variations that nobody sees", "hi\u{E0100}\u{E01EF}\u2065", "hi<U+E0100><U+E01EF><U+2065>"],
    ["a letter that is drawn as nothing", "\u3164", "<U+3164>"],
    ["half a character", "a\uD83D", "a\uFFFD"],
    ["line ends", "a\nb\u2028c", "a␊b<U+2028>c"],
    ["U+0000", "\u0000", "␀"],
    ["a pile of marks", `z${"\u0301".repeat(50)}`, `z${"\u0301".repeat(8)}`],
  ];
  test.for(cases)("shows %s as symbols", ([, written, shown]) => {
    expect(sanitise(written)).toBe(shown);
  });

  test.for([
    "Grüße",
    "日本語",
    "👩‍👩‍👧",
    "👍🏽",
    "🇦🇹",
    "❤️",
    "می‌خواهم",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "é",
  ])("leaves %s as it is", (text) => {
    expect(sanitise(text)).toBe(text);
  });

  test("a tab is spaces, and lines are lines where they may be", () => {
    expect(sanitise("a\tb")).toBe("a    b");
    expect(sanitiseLines("a\r\nb\nc\u2028d\re")).toEqual(["a", "b", "c", "d␍e"]);
  });

  test("whatever comes in, nothing comes out that is obeyed, and doing it twice changes nothing", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = sanitise(text);
        expect(shown.replaceAll(/\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}/gu, "")).not.toMatch(DANGEROUS);
        expect(sanitise(shown)).toBe(shown);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);
});

describe("a hostile room", () => {
  const tones = fc.constantFrom<Tone>("plain", "quiet", "strong", "warning", "failure", { member: "g_1" });
  const colours = fc.constantFrom<Colours>("none", "16", "256");

  test("no span gets past the painter", () => {
    fc.assert(
      fc.property(hostile, tones, colours, (text, tone, depth) => {
        expect(paint([{ text, tone }], depth).replaceAll(OWN_COLOURS, "")).toBe(sanitise(text));
      }),
      { numRuns: 1000 },
    );
  });

  test("names, texts, quotes, files, reactions and member ids give rows of text and our own colours, nothing else", () => {
    const clock = createClock("UTC");
    const message = fc.record({
      seq: fc.integer({ min: 1, max: 9 }),
      at: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      by: fc.record({ id: hostile, name: hostile }),
      id: fc.constant("m"),
      text: hostile,
      replyTo: fc.integer({ min: 1, max: 9 }),
      attachments: fc.array(fc.record({ name: hostile, url: hostile }), { maxLength: 2 }),
      reactions: fc.array(fc.record({ emoji: hostile, count: fc.integer() }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 120 }),
        (messages, columns) => {
          const context = {
            columns,
            clock: clock,
            find: (seq: number) => messages.find((each) => each.seq === seq),
          };
          const items = messages.flatMap((each) => [
            { kind: "message" as const, message: each },
            { kind: "changed" as const, message: each },
            { kind: "member" as const, event: { ...each, kind: "member" as const, action: "rename", member: each.by } },
          ]);
          for (const line of logLines(items, LOG_TOP, context).lines) {
            const row = paint(line, "256").replaceAll(OWN_COLOURS, "");
            expect(row.replaceAll(/\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}/gu, "")).not.toMatch(DANGEROUS);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 30_000);

  test("a line of JSON is one line of plain characters, and means what it meant", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = jsonLine({ type: "message", text });
        expect(line.slice(0, -1)).not.toMatch(DANGEROUS);
        expect(JSON.parse(line)).toEqual({ type: "message", text });
      }),
      { numRuns: 1000 },
    );
  });
});
