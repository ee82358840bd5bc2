// The list of emoji, fetched once somebody looks for one, with its names in the language of the page.

import { language } from "../shared/language.ts";
import { type Emoji, nameEmoji, parseEmoji } from "./emoji.ts";

let groups: Promise<readonly (readonly Emoji[])[]> | undefined;

/** Rejects where it cannot be fetched; the next call tries again. */
export function loadEmoji(): Promise<readonly (readonly Emoji[])[]> {
  groups ??= Promise.all([import("./emoji-rows.ts"), loadNames()]).then(
    ([{ EMOJI_ROWS }, names]) => nameEmoji(parseEmoji(EMOJI_ROWS), names),
    (error: unknown) => {
      groups = undefined;
      throw error;
    },
  );
  return groups;
}

/** None for English: its names are in the list. */
async function loadNames(): Promise<string> {
  switch (language) {
    case "cs":
      return (await import("./emoji-names-cs.ts")).EMOJI_NAMES;
    case "de":
      return (await import("./emoji-names-de.ts")).EMOJI_NAMES;
    case "en":
      return "";
  }
}
