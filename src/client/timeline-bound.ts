// How the timeline stays small however much of a long room was read: pure functions.

import { onlyOf } from "./changes.ts";
import type { ConfirmedItem, Gap } from "./state.ts";
import { firstSeq, messagesIn, type Timeline } from "./timeline.ts";

/** Of what may be held, so much stays on each side of what is read, and so much of the newest. */
const KEPT_SHARE = 1 / 4;

/**
 * Where more than `most` items are held, only what is near a seq and what is newest is kept: three quarters at most. What
 * is let go is loaded anew like what never was there: before the first item, and in a gap.
 */
export function letGo(held: Timeline, near: number, most: number): Timeline {
  const { items } = held;
  if (items.length <= most) return held;
  const share = Math.floor(most * KEPT_SHARE);
  const found = items.findIndex((item) => firstSeq(item) >= near);
  const at = found === -1 ? items.length : found;
  const newest = Math.max(0, items.length - share);
  const start = firstKept(items, Math.max(0, Math.min(at, newest) - share));
  const end = Math.min(items.length, at + share);
  const kept =
    end >= newest ? items.slice(start) : [...withoutLastGap(items.slice(start, end)), ...joined(items, end, newest)];
  return {
    ...held,
    items: kept,
    hasOlder: held.hasOlder || start > 0,
    mine: onlyOf(held.mine, messagesIn(kept)),
  };
}

/** A gap at the beginning would say what `hasOlder` says. */
function firstKept(items: readonly ConfirmedItem[], start: number): number {
  return start > 0 && items[start]?.kind === "gap" ? start + 1 : start;
}

function withoutLastGap(items: readonly ConfirmedItem[]): readonly ConfirmedItem[] {
  return items.at(-1)?.kind === "gap" ? items.slice(0, -1) : items;
}

/** The items from `newest` on, after a gap that takes the place of those from `end` on. */
function joined(items: readonly ConfirmedItem[], end: number, newest: number): ConfirmedItem[] {
  const [last, first] = [items[end - 1], items[newest]];
  if (last === undefined || first === undefined) return items.slice(newest);
  const gap: Gap = {
    after: last.kind === "gap" ? last.after : firstSeq(last),
    before: first.kind === "gap" ? first.before : firstSeq(first),
  };
  const rest = items.slice(first.kind === "gap" ? newest + 1 : newest);
  return [{ kind: "gap", ...gap }, ...rest];
}
