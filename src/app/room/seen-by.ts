// Who has read as far as the newest message: a pure fold of what the room tells.

import type { TimelineItem } from "../../client/state.ts";
import type { Author } from "../../protocol/schemas.ts";

/** Members who are here and have read the newest message, but for oneself and its author. */
export function seenBy(
  timeline: readonly TimelineItem[],
  reads: ReadonlyMap<string, number>,
  members: readonly Author[],
  you: string | undefined,
): readonly Author[] {
  const newest = timeline.findLast((item) => item.kind === "message");
  // Whatever is still on its way has been seen by nobody.
  if (newest?.kind !== "message" || timeline.at(-1)?.kind === "pending") return [];
  const { seq, by } = newest.message;
  return members.filter(({ id }) => id !== you && id !== by.id && (reads.get(id) ?? 0) >= seq);
}
