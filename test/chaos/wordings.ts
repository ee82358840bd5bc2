// wordings.ts: what a list of one word that is not wanted makes of a text, by the contract's own words.

import type { WordsCommand } from "../../src/protocol/commands/words.ts";

/** The one word that anybody here lists. Only texts in small letters hold it. */
export const LISTED = "edited";

/** The list that is in force; `undefined` for none. */
export type Wording = WordsCommand["action"] | undefined;

export function wordingOf({ action, words }: WordsCommand): Wording {
  return words.includes(LISTED) ? action : undefined;
}

export function isListed(text: string): boolean {
  return pattern().test(text);
}

/** A star for each of its characters. */
export function masked(text: string): string {
  return text.replace(pattern(), (word) => "*".repeat(word.length));
}

function pattern(): RegExp {
  return new RegExp(`\\b${LISTED}\\b`, "g");
}
