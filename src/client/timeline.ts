// The part of a room's log that is held, in seq order, and how welcomes and events change it: pure functions.
//
// Numbers missing between messages are other events and mean nothing. A `gap` item stands where messages may be missing:
// where a snapshot did not reach back to what was held. What a snapshot does not hold may have changed unseen, and is
// let go: it is loaded anew when somebody looks.

import { type Cursor, NO_EPOCH } from "../protocol/cursor.ts";
import { isConfiguredEvent, isErasure, isMemberEvent, isMessageEvent, type RoomEvent } from "../protocol/events.ts";
import type { MessageEvent } from "../protocol/events/message.ts";
import type { EventsFrame } from "../protocol/frames/events.ts";
import type { WelcomeFrame } from "../protocol/frames/welcome.ts";
import type { Message } from "../protocol/message.ts";
import type { Author } from "../protocol/schemas.ts";
import { changed, changesOf, foldMine, mayChange, mineLeft, mineOf, NOTHING_OWN, type Own } from "./changes.ts";
import { itemAfterErasure } from "./erasing.ts";
import type { ConfirmedItem } from "./state.ts";

/** So many changes are remembered for pages of history that were made before them. */
const RECENT_MAX = 256;

/** The newest name of a member, and the seq from which events carry it by themselves. */
type Name = { readonly name: string; readonly seq: number };

export type Timeline = {
  /** Everything up to here was applied. Undefined before the first welcome. */
  readonly cursor: Cursor | undefined;
  readonly items: readonly ConfirmedItem[];
  /** The log has messages before the first item. */
  readonly hasOlder: boolean;
  readonly names: ReadonlyMap<string, Name>;
  /** Who looks: whose reactions and votes are one's own. */
  readonly you: string | undefined;
  /** One's own reactions to the messages held, and votes in them. */
  readonly mine: Own;
  /** The newest events that may change messages, all of those after `after`. */
  readonly recent: { readonly after: number; readonly events: readonly RoomEvent[] };
  /** Messages that came with a page from beyond the cursor, by seq: they know everything up to that head already. */
  readonly ahead: ReadonlyMap<number, number>;
};

export const EMPTY_TIMELINE: Timeline = {
  cursor: undefined,
  items: [],
  hasOlder: false,
  names: new Map(),
  you: undefined,
  mine: NOTHING_OWN,
  recent: { after: 0, events: [] },
  ahead: new Map(),
};

export type Applied = {
  readonly timeline: Timeline;
  /** The new events, without repetitions. */
  readonly events: readonly RoomEvent[];
  /** Something is missing before an event of the frame: `resume` is due. */
  readonly missing: boolean;
};

/** The events after a recovered welcome are still to come; otherwise its snapshot stands for everything up to `head`. */
export function applyWelcome(held: Timeline, welcome: WelcomeFrame): Timeline {
  const { epoch, head, recovered, snapshot, you } = welcome;
  const kept = keep(held, epoch, head);
  if (recovered && kept.cursor !== undefined) {
    const mine = kept.you === you.id ? kept.mine : NOTHING_OWN;
    return { ...kept, cursor: { epoch, seq: kept.cursor.seq }, you: you.id, mine };
  }
  const names = new Map(kept.names);
  for (const { id, name } of welcome.members.list) names.set(id, { name, seq: head });
  const messages = (snapshot?.messages ?? []).map((message) => named(message, names));
  const more = snapshot?.more ?? false;
  return {
    cursor: { epoch, seq: head },
    items: renewed(kept, messages, more),
    hasOlder: more,
    names,
    you: you.id,
    mine: mineOf(NOTHING_OWN, messages, welcome),
    recent: { after: head, events: [] },
    ahead: new Map(),
  };
}

/** What is held of another log, or of one that went back behind what was seen, is of no worth. */
function keep(held: Timeline, epoch: string, head: number): Timeline {
  const { cursor } = held;
  if (cursor === undefined) return held;
  const sameLog = cursor.epoch === epoch || (cursor.epoch === NO_EPOCH && cursor.seq === 0);
  return sameLog && cursor.seq <= head ? held : EMPTY_TIMELINE;
}

/** The snapshot, after a gap where it does not reach back to what was seen, with the changes of members that it spans. */
function renewed(held: Timeline, messages: readonly Message[], more: boolean): ConfirmedItem[] {
  const first = more ? (messages[0]?.seq ?? 0) : 0;
  const fresh = [
    ...held.items.filter((item) => item.kind === "change" && item.event.seq > first),
    ...messages.map(messageItem),
  ].sort((a, b) => firstSeq(a) - firstSeq(b));
  const unfilled = held.items.find((item) => item.kind === "gap");
  const after = unfilled?.after ?? held.cursor?.seq;
  if (after === undefined || held.items.length === 0 || after >= first - 1) return fresh;
  return [{ kind: "gap", after, before: first }, ...fresh];
}

export function applyEvents(held: Timeline, frame: EventsFrame): Applied {
  let { cursor } = held;
  if (cursor === undefined) return { timeline: held, events: [], missing: false };
  const { epoch } = frame;
  if (epoch !== undefined && epoch !== cursor.epoch) {
    // The log began. A log that was replaced comes with a fresh welcome, so anything else means that it was missed.
    if (cursor.epoch !== NO_EPOCH || cursor.seq !== 0) return { timeline: held, events: [], missing: true };
    cursor = { epoch, seq: 0 };
  }
  const events: RoomEvent[] = [];
  let seq = cursor.seq;
  let missing = false;
  for (const event of frame.events) {
    if (event.seq <= seq) continue;
    if (event.seq !== seq + 1) {
      missing = true;
      break;
    }
    seq = event.seq;
    events.push(event);
  }
  if (events.length === 0) return { timeline: held, events, missing };
  return { timeline: fold(held, events, { epoch: cursor.epoch, seq }), events, missing };
}

/** The cursor goes to `cursor`, the last of the events. */
function fold(held: Timeline, events: readonly RoomEvent[], cursor: Cursor): Timeline {
  const items = [...held.items];
  const names = new Map(held.names);
  let { mine } = held;
  for (const event of events) {
    for (const change of changesOf(event, (seq) => threadIn(items, seq))) {
      if (event.seq <= (held.ahead.get(change.message) ?? 0)) continue;
      const at = indexOf(items, change.message);
      const item = items[at];
      if (item?.kind !== "message") continue;
      items[at] = messageItem(changed(item.message, change));
      if (change.of === "target" && item.message.erased !== true) mine = foldMine(mine, event, held.you);
    }
    if (isErasure(event)) {
      for (const [at, item] of items.entries()) items[at] = itemAfterErasure(item, event);
      mine = mineLeft(mine, messagesIn(items));
    }
    const by = renaming(event);
    if (by !== undefined) {
      names.set(by.id, { name: by.name, seq: event.seq });
      for (const [at, item] of items.entries())
        if (item.kind === "message") items[at] = { ...item, message: named(item.message, names) };
    }
    items.push(...itemOf(event));
  }
  const isAhead = [...held.ahead.values()].some((head) => head > cursor.seq);
  return {
    ...held,
    cursor,
    items,
    names,
    mine,
    recent: remember(held.recent, events),
    ahead: isAhead ? held.ahead : new Map(),
  };
}

export function messagesIn(items: readonly ConfirmedItem[]): Message[] {
  return items.flatMap((item) => (item.kind === "message" ? [item.message] : []));
}

function remember(recent: Timeline["recent"], events: readonly RoomEvent[]): Timeline["recent"] {
  const all = [...recent.events, ...events.filter(mayChange)];
  const forgotten = all.at(-RECENT_MAX - 1);
  return { after: forgotten?.seq ?? recent.after, events: all.slice(-RECENT_MAX) };
}

function indexOf(items: readonly ConfirmedItem[], seq: number): number {
  return items.findLastIndex((item) => item.kind === "message" && item.message.seq === seq);
}

/** The root of a message's thread, as far as the items know. */
export function threadIn(items: readonly ConfirmedItem[], seq: number): number | undefined {
  const item = items[indexOf(items, seq)];
  return item?.kind === "message" ? item.message.thread : undefined;
}

/** Somebody's new name, where the event gives one. */
function renaming(event: RoomEvent): Author | undefined {
  return isMemberEvent(event) && event.action === "rename" ? event.member : undefined;
}

/** A message under its author's newest name: older ones carry the name of their time. */
export function named(message: Message, names: ReadonlyMap<string, Name>): Message {
  const newest = names.get(message.by.id);
  // An erased member's name is empty, and stays so.
  if (newest === undefined || message.seq > newest.seq || message.by.name === newest.name || message.by.name === "")
    return message;
  return { ...message, by: { ...message.by, name: newest.name } };
}

function itemOf(event: RoomEvent): ConfirmedItem[] {
  if (isMessageEvent(event)) return [messageItem(messageOf(event))];
  if (isMemberEvent(event) || isConfiguredEvent(event)) return [{ kind: "change", event }];
  return [];
}

function messageOf({ kind: _kind, ...message }: MessageEvent): Message {
  return message;
}

export function messageItem(message: Message): ConfirmedItem {
  return { kind: "message", message };
}

export function firstSeq(item: ConfirmedItem): number {
  switch (item.kind) {
    case "message":
      return item.message.seq;
    case "change":
      return item.event.seq;
    case "gap":
      return item.after + 1;
  }
}
