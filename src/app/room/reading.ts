// What one has seen of a room: where the line "New" stands and how many messages wait below.

import type { TimelineItem } from "../../client/state.ts";

export type Reading = {
  /** The highest seq that was on the screen while somebody looked at it; undefined before the first look. */
  readonly seen: number | undefined;
  /** The line stands above the first message of others past this seq; undefined: there is no line. */
  readonly unreadAfter: number | undefined;
  /** One said oneself that it is unread: looking at it does not change that. */
  readonly isMarked?: boolean;
};

export const UNREAD_NOTHING: Reading = { seen: undefined, unreadAfter: undefined };

/**
 * One comes in. `readUpTo` 0 is somebody new: for them nothing is more unread than the rest. `marked`: the seq that one
 * set on this device, as it was kept.
 */
export function beginReading(readUpTo: number, head: number, marked?: string): Reading {
  const mark = /^\d{1,15}$/.test(marked ?? "") ? Number(marked) : Infinity;
  if (mark < Math.min(readUpTo, head)) return { seen: mark, unreadAfter: mark };
  if (readUpTo === 0 || readUpTo >= head) return { seen: head, unreadAfter: undefined };
  return { seen: readUpTo, unreadAfter: readUpTo };
}

/** One wants to come back to it: what is past this seq is new again, until one goes to the newest or answers. */
export function markUnread(seq: number): Reading {
  return { seen: seq, unreadAfter: seq, isMarked: true };
}

/** One went to the newest by a press. */
export function unmark(reading: Reading, head: number): Reading {
  return reading.isMarked === true ? { seen: head, unreadAfter: reading.unreadAfter } : reading;
}

/** The newest is on the screen, and somebody looks. The line stays: it shows where the new began. */
export function lookAtNewest(reading: Reading, head: number): Reading {
  return reading.seen === head || reading.isMarked === true ? reading : { ...reading, seen: head };
}

/** Nobody looks at the newest: what came since is new. The line stays where it was until something comes. */
export function lookAway(reading: Reading, head: number): Reading {
  if (reading.seen === undefined || reading.seen >= head || reading.unreadAfter === reading.seen) return reading;
  return { ...reading, unreadAfter: reading.seen };
}

/** Writing answers what was new. */
export function answer(reading: Reading): Reading {
  return reading.unreadAfter === undefined ? reading : { seen: reading.seen, unreadAfter: undefined };
}

/** Messages of others past what was seen. Reads no more of the timeline than those. */
export function countUnread(
  items: readonly TimelineItem[],
  seen: number | undefined,
  youId: string | undefined,
): number {
  if (seen === undefined) return 0;
  let count = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item === undefined || item.kind === "pending" || item.kind === "gap") continue;
    const seq = item.kind === "message" ? item.message.seq : item.event.seq;
    if (seq <= seen) break;
    if (item.kind === "message" && item.message.by.id !== youId) count++;
  }
  return count;
}
