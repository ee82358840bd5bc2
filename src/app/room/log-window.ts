// Which part of the timeline is in the page: never more than a few hundred rows, however long the room is.

import type { TimelineItem } from "../../client/state.ts";
import type { Message } from "../../protocol/message.ts";
import { startsDay } from "./day-starts.ts";

/** The positions of the first and last item shown; an infinite end moves with the timeline. */
export type LogWindow = { readonly from: number; readonly to: number };

export const WHOLE: LogWindow = { from: -Infinity, to: Infinity };

/** Days count as rows. Appending to 200 rows takes 34 ms on a slow phone, to 1,000 takes 42 (measured, 4× throttled). */
export const ROWS_MAX = 240;
const ROWS_KEPT = 160;
const STEP = 60;

export type Span = { readonly start: number; readonly end: number };

/** Where an item stands in the order of the timeline. */
export function positionOf(item: TimelineItem): number {
  switch (item.kind) {
    case "message":
      return item.message.seq;
    case "change":
      return item.event.seq;
    case "gap":
      return item.after + 0.5;
    case "pending":
      return Infinity;
  }
}

export function spanOf(items: readonly TimelineItem[], window: LogWindow): Span {
  const start = firstAt(items, (position) => position >= window.from);
  const end = window.to === Infinity ? items.length : firstAt(items, (position) => position > window.to);
  return { start: Math.min(start, end), end };
}

/** Keeps the window in bounds as messages arrive: its top goes where one follows the newest, else its bottom stays. */
export function fit(items: readonly TimelineItem[], window: LogWindow, following: boolean): LogWindow {
  const { start, end } = spanOf(items, window);
  if (endWithin(items, start, end, ROWS_MAX) === end) return window;
  return following
    ? windowOf(items, startWithin(items, 0, items.length, ROWS_KEPT), items.length)
    : windowOf(items, start, endWithin(items, start, end, ROWS_MAX));
}

/** One step towards what was said before. */
export function earlier(items: readonly TimelineItem[], window: LogWindow): LogWindow {
  const { start, end } = spanOf(items, window);
  const next = Math.max(0, start - STEP);
  return windowOf(items, next, endWithin(items, next, end, ROWS_MAX));
}

/** One step towards the newest. */
export function later(items: readonly TimelineItem[], window: LogWindow): LogWindow {
  const { start, end } = spanOf(items, window);
  const next = Math.min(items.length, end + STEP);
  return windowOf(items, startWithin(items, start, next, ROWS_MAX), next);
}

/** Around one message, as much before it as after it. */
export function aroundSeq(items: readonly TimelineItem[], seq: number): LogWindow {
  const at = firstAt(items, (position) => position >= seq);
  return windowOf(items, Math.max(0, at - ROWS_KEPT / 2), Math.min(items.length, at + ROWS_KEPT / 2));
}

/** By halving: items stand in order, with what is pending at their end. */
export function findMessage(items: readonly TimelineItem[], seq: number): Message | undefined {
  const item = items[firstAt(items, (position) => position >= seq)];
  return item?.kind === "message" && item.message.seq === seq ? item.message : undefined;
}

/** The last end up to which the items from `start` on take at most so many rows. */
function endWithin(items: readonly TimelineItem[], start: number, end: number, rows: number): number {
  let left = rows;
  let at = start;
  while (at < end && (left -= rowsOfItem(items, at)) >= 0) at++;
  return at;
}

/** The first start from which the items up to `end` take at most so many rows. */
function startWithin(items: readonly TimelineItem[], start: number, end: number, rows: number): number {
  let left = rows;
  let at = end;
  while (at > start && (left -= rowsOfItem(items, at - 1)) >= 0) at--;
  return at;
}

/** A day that begins with it is a row of its own. */
function rowsOfItem(items: readonly TimelineItem[], at: number): number {
  const item = items[at];
  return item !== undefined && startsDay(items[at - 1], item) !== undefined ? 2 : 1;
}

function windowOf(items: readonly TimelineItem[], start: number, end: number): LogWindow {
  const first = items[start];
  const last = items[end - 1];
  return {
    from: start <= 0 || first === undefined ? -Infinity : positionOf(first),
    to: end >= items.length || last === undefined ? Infinity : positionOf(last),
  };
}

/** The index of the first item whose position passes, by halving. */
function firstAt(items: readonly TimelineItem[], passes: (position: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && passes(positionOf(item))) high = middle;
    else low = middle + 1;
  }
  return low;
}
