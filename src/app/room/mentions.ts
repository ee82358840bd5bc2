// Who is spoken to by name: @ and the name one has in the room, or @here.

import type { TimelineItem } from "../../client/state.ts";
import type { Author } from "../../protocol/schemas.ts";

const HERE = "here";

/** The name is whole: @Ada is not spoken to by @Adam. */
export function isMention(text: string, name: string): boolean {
  const words = text.toLowerCase();
  return [name.toLowerCase(), HERE].some((called) => called !== "" && isCalled(words, `@${called}`));
}

/** Messages of others past what was seen that speak to one. Reads no more of the timeline than those. */
export function countMentions(
  items: readonly TimelineItem[],
  seen: number | undefined,
  you: Author | undefined,
): number {
  if (seen === undefined || you === undefined) return 0;
  let count = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item?.kind !== "message") continue;
    const { seq, by, text } = item.message;
    if (seq <= seen) break;
    if (by.id !== you.id && text !== undefined && isMention(text, you.name)) count++;
  }
  return count;
}

function isCalled(words: string, called: string): boolean {
  for (let at = words.indexOf(called); at !== -1; at = words.indexOf(called, at + 1)) {
    if (!isLetter(words.charAt(at - 1)) && !isLetter(words.charAt(at + called.length))) return true;
  }
  return false;
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}
