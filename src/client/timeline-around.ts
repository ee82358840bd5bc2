// How pages come into the timeline away from its ends: around one message, or at the older end of a gap. Pure functions.

import type { ConfirmedItem, Gap } from "./state.ts";
import { firstSeq, type Timeline } from "./timeline.ts";
import { land, type Page } from "./timeline-pages.ts";

/** Where messages are missing. `at` is the index of the gap; undefined before the first item, where a page only joins on. */
type Hole = Gap & { readonly at: number | undefined };

export function holdsMessage(held: Timeline, seq: number): boolean {
  return held.items.some((item) => item.kind === "message" && item.message.seq === seq);
}

/** Undefined where nothing can be missing at that seq. */
function holeAt({ items, hasOlder }: Timeline, seq: number): Hole | undefined {
  const at = items.findIndex((item) => item.kind === "gap" && item.after < seq && seq < item.before);
  const gap = items[at];
  if (gap?.kind === "gap") return { at, after: gap.after, before: gap.before };
  const first = items[0];
  if (first === undefined || !hasOlder || firstSeq(first) <= seq) return undefined;
  return { at: undefined, after: 0, before: firstSeq(first) };
}

/** True where the message may be there and has to be asked for. */
export function mayLoad(held: Timeline, seq: number): boolean {
  return !holdsMessage(held, seq) && holeAt(held, seq) !== undefined;
}

/** `older` was asked for up to the seq, the seq too, `newer` from it on. Gaps stay on both sides, as far as they did not reach. */
export function applyAround(held: Timeline, seq: number, older: Page, newer: Page): Timeline {
  const hole = holeAt(held, seq);
  if (hole === undefined) return held;
  const inHole = (page: Page) => page.messages.filter((each) => each.seq > hole.after && each.seq < hole.before);
  const [before, after] = [inHole(older), inHole(newer)];
  const first = (before[0] ?? after[0])?.seq;
  const last = (after.at(-1) ?? before.at(-1))?.seq;
  if (first === undefined || last === undefined) return held;
  const isAtStart = !older.more || before.length < older.messages.length;
  const isAtEnd = !newer.more || after.length < newer.messages.length;
  const landed = land(held, older, before);
  const then = land({ ...held, mine: landed.mine, ahead: landed.ahead }, newer, after);
  const items = [
    ...(hole.at === undefined || isAtStart ? [] : gapBetween(hole.after, first)),
    ...landed.items,
    ...then.items,
    ...(isAtEnd ? [] : gapBetween(last, hole.before)),
  ];
  return {
    ...held,
    mine: then.mine,
    ahead: then.ahead,
    items: [...held.items.slice(0, hole.at ?? 0), ...items, ...held.items.slice((hole.at ?? -1) + 1)],
    hasOlder: hole.at === undefined ? older.more : held.hasOlder,
  };
}

/** A page that was asked for after the beginning of a gap; a gap that is no longer there takes nothing. */
export function applyGapStart(held: Timeline, gap: Gap, page: Page): Timeline {
  const at = held.items.findIndex(
    (item) => item.kind === "gap" && item.before === gap.before && item.after === gap.after,
  );
  if (at === -1) return held;
  const inside = page.messages.filter(({ seq }) => seq > gap.after && seq < gap.before);
  const last = inside.at(-1)?.seq;
  const isAtEnd = !page.more || inside.length < page.messages.length || last === undefined;
  const { items, ...rest } = land(held, page, inside);
  const left = isAtEnd ? [] : gapBetween(last, gap.before);
  return { ...held, ...rest, items: [...held.items.slice(0, at), ...items, ...left, ...held.items.slice(at + 1)] };
}

function gapBetween(after: number, before: number): ConfirmedItem[] {
  return after < before - 1 ? [{ kind: "gap", after, before }] : [];
}
