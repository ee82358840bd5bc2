// The types of emoji-cut.mjs, for the tests.

/** Lines of `emoji TAB codes TAB name TAB tags`, groups apart by a blank line. */
export function cutEmoji(): string;
/** A line for each emoji of `cutEmoji`, in its order: `name TAB tags`. */
export function cutEmojiNames(language: "cs" | "de"): string;
