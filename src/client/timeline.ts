// The part of a room's log that is held, in seq order, and how each frame changes it: pure functions.
//
// Numbers missing between messages are other events and mean nothing. A `gap` item stands where messages may be missing:
// where a snapshot did not reach back to what was held.

import { type Cursor, NO_EPOCH } from "../protocol/cursor.ts";
import { isMemberEvent, isMessageEvent, type RoomEvent } from "../protocol/events.ts";
import type { MessageEvent } from "../protocol/events/message.ts";
import type { EventsFrame } from "../protocol/frames/events.ts";
import type { WelcomeFrame } from "../protocol/frames/welcome.ts";
import type { Message } from "../protocol/message.ts";
import type { Author } from "../protocol/schemas.ts";
import type { ConfirmedItem, Gap } from "./state.ts";

/** The newest name of a member, and the seq from which events carry it by themselves. */
type Name = { readonly name: string; readonly seq: number };

export type Timeline = {
  /** Everything up to here was applied. Undefined before the first welcome. */
  readonly cursor: Cursor | undefined;
  readonly items: readonly ConfirmedItem[];
  /** The log has messages before the first item. */
  readonly hasOlder: boolean;
  readonly names: ReadonlyMap<string, Name>;
};

export const EMPTY_TIMELINE: Timeline = { cursor: undefined, items: [], hasOlder: false, names: new Map() };

export type Applied = {
  readonly timeline: Timeline;
  /** The new events, without repetitions. */
  readonly events: readonly RoomEvent[];
  /** Something is missing before an event of the frame: `resume` is due. */
  readonly missing: boolean;
};

/** The events after a recovered welcome are still to come; otherwise its snapshot stands for everything up to `head`. */
export function applyWelcome(held: Timeline, welcome: WelcomeFrame): Timeline {
  const { epoch, head, recovered, snapshot } = welcome;
  const kept = keep(held, epoch, head);
  if (recovered && kept.cursor !== undefined) return { ...kept, cursor: { epoch, seq: kept.cursor.seq } };
  const names = new Map(kept.names);
  for (const { id, name } of welcome.members.list) names.set(id, { name, seq: head });
  const messages = (snapshot?.messages ?? []).map((message) => named(message, names));
  const items = join(kept, messages, snapshot?.more ?? false);
  const reachesOlder = messages.length === 0 || !hasBefore(kept.items, messages[0]);
  return {
    cursor: { epoch, seq: head },
    items,
    hasOlder: reachesOlder ? (snapshot?.more ?? false) : kept.hasOlder,
    names,
  };
}

/** What is held of another log, or of one that went back behind what was seen, is of no worth. */
function keep(held: Timeline, epoch: string, head: number): Timeline {
  const { cursor } = held;
  if (cursor === undefined) return held;
  const sameLog = cursor.epoch === epoch || (cursor.epoch === NO_EPOCH && cursor.seq === 0);
  return sameLog && cursor.seq <= head ? held : EMPTY_TIMELINE;
}

function hasBefore(items: readonly ConfirmedItem[], message: Message | undefined): boolean {
  const first = items[0];
  return first !== undefined && message !== undefined && firstSeq(first) < message.seq;
}

/** Puts a snapshot after what is held, over what both have, and a gap between where they do not meet. */
function join(held: Timeline, messages: readonly Message[], more: boolean): ConfirmedItem[] {
  const first = messages[0];
  if (first === undefined) return [...held.items];
  const fresh = messages.map(messageItem);
  if (held.cursor === undefined || held.items.length === 0) return fresh;
  const seen = held.cursor.seq;
  const meets = !more || first.seq <= seen + 1;
  if (!meets) return [...held.items, { kind: "gap", after: seen, before: first.seq }, ...fresh];
  const kept = held.items.flatMap((item) => outside(item, first.seq, more));
  return [...kept, ...fresh].sort((a, b) => firstSeq(a) - firstSeq(b));
}

/** What a snapshot from `seq` on, or of everything, leaves of an item. */
function outside(item: ConfirmedItem, seq: number, more: boolean): ConfirmedItem[] {
  if (item.kind === "message") return item.message.seq < seq ? [item] : [];
  if (item.kind === "change") return [item];
  return more && item.after < seq - 1 ? [{ ...item, before: Math.min(item.before, seq) }] : [];
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
  const moved: Timeline = {
    ...held,
    cursor: { epoch: cursor.epoch, seq },
    items: [...held.items, ...events.flatMap(itemOf)],
  };
  const timeline = events.reduce((before, event) => {
    const renamed = renaming(event);
    return renamed === undefined ? before : rename(before, renamed, event.seq);
  }, moved);
  return { timeline, events, missing };
}

/** Somebody's new name, where the event gives one. */
export function renaming(event: RoomEvent): Author | undefined {
  return isMemberEvent(event) && event.action === "rename" ? event.member : undefined;
}

/** Shows a member's messages under the newest name: older ones carry the name of their time. */
function rename(held: Timeline, { id, name }: Author, seq: number): Timeline {
  const names = new Map(held.names).set(id, { name, seq });
  const items = held.items.map((item) =>
    item.kind === "message" ? { ...item, message: named(item.message, names) } : item,
  );
  return { ...held, names, items };
}

function named(message: Message, names: ReadonlyMap<string, Name>): Message {
  const newest = names.get(message.by.id);
  // An erased member's name is empty, and stays so.
  if (newest === undefined || message.seq > newest.seq || message.by.name === newest.name || message.by.name === "")
    return message;
  return { ...message, by: { ...message.by, name: newest.name } };
}

function itemOf(event: RoomEvent): ConfirmedItem[] {
  if (isMessageEvent(event)) return [messageItem(messageOf(event))];
  if (isMemberEvent(event)) return [{ kind: "change", event }];
  return [];
}

function messageOf({ kind: _kind, ...message }: MessageEvent): Message {
  return message;
}

function messageItem(message: Message): ConfirmedItem {
  return { kind: "message", message };
}

function firstSeq(item: ConfirmedItem): number {
  switch (item.kind) {
    case "message":
      return item.message.seq;
    case "change":
      return item.event.seq;
    case "gap":
      return item.after + 1;
  }
}

/** What to ask `history` for to go further back; undefined where everything is held. */
export function olderRange(held: Timeline): Gap | undefined {
  const first = held.items[0];
  if (first?.kind === "gap") return { after: first.after, before: first.before };
  return held.hasOlder && first !== undefined ? { after: 0, before: firstSeq(first) } : undefined;
}

/** A page that was asked for before the first item. */
export function applyOlder(held: Timeline, messages: readonly Message[], more: boolean): Timeline {
  const first = held.items[0];
  const before = first === undefined ? Infinity : firstSeq(first);
  const fresh = messages.filter(({ seq }) => seq < before).map((message) => messageItem(named(message, held.names)));
  return { ...held, items: [...fresh, ...held.items], hasOlder: more && fresh.length > 0 };
}

/** A page that was asked for before the end of a gap; a gap that is no longer there takes nothing. */
export function applyGap(held: Timeline, gap: Gap, messages: readonly Message[], more: boolean): Timeline {
  const at = held.items.findIndex(
    (item) => item.kind === "gap" && item.before === gap.before && item.after === gap.after,
  );
  if (at === -1) return held;
  const inside = messages.filter(({ seq }) => seq > gap.after && seq < gap.before);
  const reached = !more || inside.length < messages.length || inside.length === 0;
  const before = inside[0]?.seq ?? gap.before;
  const rest: ConfirmedItem[] = reached || before <= gap.after + 1 ? [] : [{ kind: "gap", after: gap.after, before }];
  const fresh = inside.map((message) => messageItem(named(message, held.names)));
  return { ...held, items: [...held.items.slice(0, at), ...rest, ...fresh, ...held.items.slice(at + 1)] };
}
