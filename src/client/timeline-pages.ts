// How a page of history comes into the timeline: pure functions.
//
// A page shows its messages as they stood at its head, which need not be the cursor where answers and events travel
// apart. Of a page that is behind, what changed since is folded in; of one that is ahead, what it knows is not folded again.

import type { HistoryFrame } from "../protocol/frames/history.ts";
import type { Message } from "../protocol/message.ts";
import { changed, changesOf, foldMine, mineLeft, mineOf } from "./changes.ts";
import { afterErasure } from "./erasing.ts";
import type { ConfirmedItem, Gap } from "./state.ts";
import { headOf } from "./sync.ts";
import { firstSeq, messageItem, named, threadIn, type Timeline } from "./timeline.ts";

export type Page = Pick<HistoryFrame, "messages" | "mine" | "myVotes" | "more">;

/** What to ask `history` for to go further back; undefined where everything is held. */
export function olderRange(held: Timeline): Gap | undefined {
  const first = held.items[0];
  if (first?.kind === "gap") return { after: first.after, before: first.before };
  return held.hasOlder && first !== undefined ? { after: 0, before: firstSeq(first) } : undefined;
}

/** What changed since the page was made is not known any more: it is to be asked for again. */
export function isOutdated(held: Timeline, page: Page): boolean {
  const head = headOf(page);
  return head !== undefined && head < held.recent.after;
}

/** A page that was asked for before the first item; where that is another one meanwhile it takes nothing. */
export function applyOlder(held: Timeline, before: number, page: Page): Timeline {
  if (olderRange(held)?.before !== before) return held;
  const { items, ...rest } = land(held, page, page.messages);
  return { ...held, ...rest, items: [...items, ...held.items], hasOlder: page.more && items.length > 0 };
}

/** A page that was asked for before the end of a gap; a gap that is no longer there takes nothing. */
export function applyGap(held: Timeline, gap: Gap, page: Page): Timeline {
  const at = held.items.findIndex(
    (item) => item.kind === "gap" && item.before === gap.before && item.after === gap.after,
  );
  if (at === -1) return held;
  const inside = page.messages.filter(({ seq }) => seq > gap.after && seq < gap.before);
  const reached = !page.more || inside.length < page.messages.length || inside.length === 0;
  const before = inside[0]?.seq ?? gap.before;
  const left: ConfirmedItem[] = reached || before <= gap.after + 1 ? [] : [{ kind: "gap", after: gap.after, before }];
  const { items, ...rest } = land(held, page, inside);
  return { ...held, ...rest, items: [...held.items.slice(0, at), ...left, ...items, ...held.items.slice(at + 1)] };
}

/** The messages as they stand at the cursor, or, where the page is ahead of it, at its head. */
export function land(
  { items: held, names, cursor, recent, ahead, mine, you }: Timeline,
  page: Page,
  messages: readonly Message[],
): Pick<Timeline, "items" | "mine" | "ahead"> {
  const seen = cursor?.seq ?? 0;
  const head = headOf(page) ?? seen;
  const later = recent.events.filter(({ seq }) => seq > head);
  const items = messages.map(messageItem);
  const changes = later.flatMap((event) => changesOf(event, (seq) => threadIn(items, seq) ?? threadIn(held, seq)));
  const now = messages.map((message) =>
    later.reduce(afterErasure, changes.filter((change) => change.message === message.seq).reduce(changed, message)),
  );
  const own = later.reduce((all, event) => foldMine(all, event, you), mineOf(mine, messages, page));
  return {
    items: now.map((message) => messageItem(named(message, names))),
    mine: mineLeft(own, now),
    ahead: head > seen ? new Map([...ahead, ...messages.map(({ seq }) => [seq, head] as const)]) : ahead,
  };
}
