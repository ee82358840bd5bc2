// regular-expressions.ts: every regular expression of a source text, and text that makes a careless one take for ever.

import fc from "fast-check";
import { parseAst } from "vite";

/** Each once, by its writing. What is made with `new RegExp` is no literal, and not found. */
export function regularExpressionsIn(path: string, text: string): RegExp[] {
  const lang = path.endsWith(".tsx") ? "tsx" : path.endsWith(".ts") ? "ts" : "js";
  const found = new Map<string, RegExp>();
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look);
    if (typeof node !== "object" || node === null) return;
    const regex = "regex" in node ? node.regex : undefined;
    if (isWritten(regex)) found.set(`/${regex.pattern}/${regex.flags}`, new RegExp(regex.pattern, regex.flags));
    else Object.values(node).forEach(look);
  };
  look(parseAst(text, { lang }).body);
  return [...found.values()];
}

function isWritten(value: unknown): value is { pattern: string; flags: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "pattern" in value &&
    typeof value.pattern === "string" &&
    "flags" in value &&
    typeof value.flags === "string"
  );
}

/** A text as long as asked for: something that may begin a match, one part of it again and again, and an end that fits or not. */
export type Pump = { readonly what: string; readonly text: (length: number) => string };

const ENDS = ["", "\u0000", "\n", "\na\n"];
const PLAIN = [
  "a",
  "A",
  "1",
  " ",
  "\t",
  "\n",
  "\r\n",
  ".",
  ",",
  "/",
  "-",
  "_",
  ":",
  "(",
  ")",
  "<",
  '"',
  "`",
  "*",
  "\\",
];
const RARE = ["\u0301", "\u200b", "\u202e", "\ud800", "\u{1F98A}", "\u{1F3F4}\u{E0067}", "http://", "a ", "{a", "[a]("];
/** Samples that match, of which each short part is repeated in its place, and each beginning by itself. */
const SAMPLES = 4;
const PART_LENGTH_MAX = 3;
const SAMPLE_LENGTH_MAX = 24;

/** The same for the same expression, so that what is found is found again. */
export function pumpsFor(expression: RegExp): Pump[] {
  const pumps = [...PLAIN, ...RARE].flatMap((part) => ENDS.map((end) => pump("", part, end)));
  for (const sample of new Set(samplesOf(expression).map((text) => text.slice(0, SAMPLE_LENGTH_MAX)))) {
    pumps.push(...Array.from(sample, (_, at) => pump("", sample.slice(0, at + 1), "")));
    for (let at = 0; at < sample.length; at += 1) {
      for (let length = 1; length <= PART_LENGTH_MAX && at + length <= sample.length; length += 1) {
        const [before, part, after] = [sample.slice(0, at), sample.slice(at, at + length), sample.slice(at + length)];
        pumps.push(...[...ENDS, after, `${after}\u0000`].map((end) => pump(before, part, end)));
      }
    }
  }
  return [...new Map(pumps.map((each) => [each.what, each])).values()];
}

function pump(before: string, part: string, end: string): Pump {
  return {
    what: `${JSON.stringify(before)}, then ${JSON.stringify(part)} repeated, then ${JSON.stringify(end)}`,
    text: (length) => before + part.repeat(Math.max(1, Math.floor(length / part.length))) + end,
  };
}

/** Texts that match; none where fast-check cannot make them, as with classes of Unicode. */
function samplesOf(expression: RegExp): string[] {
  const flags = expression.flags.replaceAll(/[giy]/g, "");
  try {
    return fc.sample(fc.stringMatching(new RegExp(expression.source, flags)), { numRuns: SAMPLES, seed: 7 });
  } catch {
    return [];
  }
}
