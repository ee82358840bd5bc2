// What of the threads concerns somebody: where they answered themselves, and where they are spoken to. Pure.

import { mentions } from "../../client/mentions.ts";
import type { TimelineItem } from "../../client/state.ts";

/** By root, the newest that somebody said in its thread. */
export function ownRepliesIn(items: readonly TimelineItem[], you: string | undefined): ReadonlyMap<number, number> {
  const newest = new Map<number, number>();
  for (const item of items)
    if (item.kind === "message" && item.message.thread !== undefined && item.message.by.id === you)
      newest.set(item.message.thread, item.message.seq);
  return newest;
}

/** By root, the seqs of what was said in its thread to somebody by name, the oldest first. */
export function threadMentionsIn(
  items: readonly TimelineItem[],
  you: string | undefined,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  if (you === undefined) return found;
  for (const item of items) {
    if (item.kind !== "message" || item.message.text === undefined || !mentions(item.message, you)) continue;
    const { thread, seq } = item.message;
    if (thread !== undefined) found.set(thread, [...(found.get(thread) ?? []), seq]);
  }
  return found;
}
