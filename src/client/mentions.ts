// Which messages speak to somebody by name, and how many of them are unread: pure.

import { EVERYBODY } from "../protocol/everybody.ts";
import type { ConfirmedItem } from "./state.ts";

/** True where the message is another's and names the member, or everybody. */
export function mentions(
  message: { readonly by: { readonly id: string }; readonly mentions?: readonly string[] | undefined },
  memberId: string,
): boolean {
  if (message.by.id === memberId || message.mentions === undefined) return false;
  return message.mentions.includes(memberId) || message.mentions.includes(EVERYBODY);
}

/** Of those past a seq. Reads no more of the timeline than those. */
export function countMentions(items: readonly ConfirmedItem[], memberId: string, readUpTo: number): number {
  let count = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item === undefined || item.kind === "gap") break;
    if (item.kind === "change") continue;
    if (item.message.seq <= readUpTo) break;
    if (mentions(item.message, memberId)) count++;
  }
  return count;
}
