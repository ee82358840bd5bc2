// The list of emoji, fetched once somebody looks for one.

import { type Emoji, parseEmoji } from "./emoji.ts";

let groups: Promise<readonly (readonly Emoji[])[]> | undefined;

/** Rejects where it cannot be fetched; the next call tries again. */
export function loadEmoji(): Promise<readonly (readonly Emoji[])[]> {
  groups ??= import("./emoji-rows.ts").then(
    ({ EMOJI_ROWS }) => parseEmoji(EMOJI_ROWS),
    (error: unknown) => {
      groups = undefined;
      throw error;
    },
  );
  return groups;
}
