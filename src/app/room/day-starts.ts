// Where days begin between the items of a timeline.

import type { TimelineItem } from "../../client/state.ts";
import { dayKey } from "../shared/calendar.ts";

export function atOf(item: TimelineItem): number | undefined {
  switch (item.kind) {
    case "message":
      return item.message.at;
    case "change":
      return item.event.at;
    case "pending":
      return item.pending.at;
    case "gap":
      return undefined;
  }
}

/** Names the day that begins with this item. A device's clock that is behind begins no day of the past. */
export function startsDay(before: TimelineItem | undefined, item: TimelineItem): string | undefined {
  const at = atOf(item);
  const beforeAt = before === undefined ? undefined : atOf(before);
  if (at === undefined) return undefined;
  const day = dayKey(at);
  if (beforeAt === undefined) return day;
  return at > beforeAt && day !== dayKey(beforeAt) ? day : undefined;
}
