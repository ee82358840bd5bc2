// A list of words as it is typed: one a line. Pure.

import { LISTED_WORD_CHARS, LISTED_WORDS_MAX } from "../../../protocol/limits.ts";

/** Each once, without blanks around; undefined where there are too many, or one is too long. */
export function parseListedWords(typed: string): readonly string[] | undefined {
  const lines = typed.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim());
  const words = [...new Set(lines.filter((line) => line !== ""))];
  const fits = words.length <= LISTED_WORDS_MAX && words.every((word) => word.length <= LISTED_WORD_CHARS);
  return fits ? words : undefined;
}
