// What of a room's timeline is still to be shown, given what was: in order, each thing once, and again where it changed.

import type { Gap, RoomState, TimelineItem } from "../client/state.ts";
import { type Cursor, NO_EPOCH } from "../protocol/cursor.ts";
import type { Message } from "../protocol/message.ts";
import type { LogItem } from "./log-lines.ts";

/** How far something was shown. */
export type Shown = {
  readonly epoch: string;
  /** Nothing up to here is shown again. */
  readonly seq: number;
  /** What was shown lately, to notice changes. */
  readonly messages: ReadonlyMap<number, Message>;
};

export type LogNews = {
  readonly shown: Shown;
  readonly items: readonly LogItem[];
  /** To be filled before more can be shown in order. */
  readonly gap: Gap | undefined;
};

/** Older messages are not watched for changes. */
const WATCHED_MAX = 300;

/** Nothing is shown yet, and nothing up to the cursor will be. */
export function shownUpTo({ epoch, seq }: Cursor): Shown {
  return { epoch, seq, messages: new Map() };
}

/** Begins with the newest `count` messages of those held. */
export function beginShown(state: RoomState, cursor: Cursor, count: number): Shown {
  const seqs = state.timeline.flatMap((item) => (item.kind === "message" ? [item.message.seq] : []));
  const first = seqs.at(-count) ?? seqs[0];
  return shownUpTo({ epoch: cursor.epoch, seq: count === 0 || first === undefined ? cursor.seq : first - 1 });
}

/** `passGaps`: a gap is shown as one, and what comes after it too. */
export function logNews(before: Shown, state: RoomState, passGaps: boolean): LogNews {
  const { cursor, timeline } = state;
  if (cursor === undefined) return { shown: before, items: [], gap: undefined };
  const isAnother = cursor.epoch !== before.epoch && !(before.epoch === NO_EPOCH && before.seq === 0);
  const from: Shown = isAnother ? shownUpTo({ epoch: cursor.epoch, seq: 0 }) : { ...before, epoch: cursor.epoch };
  const items: LogItem[] = isAnother ? [{ kind: "anew" }] : changes(from, timeline);
  const messages = new Map(from.messages);
  for (const item of items) if (item.kind === "changed") messages.set(item.message.seq, item.message);
  let { seq } = from;
  let gap: Gap | undefined;
  for (const item of freshItems(timeline, seq)) {
    if (item.kind === "pending") break;
    if (item.kind === "gap") {
      gap = { after: item.after, before: item.before };
      if (!passGaps) break;
      items.push({ kind: "gap", gap });
      seq = item.after + 0.5;
      gap = undefined;
    } else if (item.kind === "message") {
      items.push(item);
      seq = item.message.seq;
      messages.set(seq, item.message);
    } else {
      // What becomes of the room's settings has no line in a terminal.
      if (item.event.kind === "member") items.push({ kind: "member", event: item.event });
      seq = item.event.seq;
    }
  }
  for (const old of messages.keys()) {
    if (messages.size <= WATCHED_MAX) break;
    messages.delete(old);
  }
  return { shown: { epoch: from.epoch, seq, messages }, items, gap };
}

function freshItems(timeline: readonly TimelineItem[], seq: number): readonly TimelineItem[] {
  let start = timeline.length;
  while (start > 0) {
    const item = timeline[start - 1];
    if (item === undefined || positionOf(item) <= seq) break;
    start -= 1;
  }
  return timeline.slice(start);
}

function changes({ seq, messages }: Shown, timeline: readonly TimelineItem[]): LogItem[] {
  const first = Math.min(...messages.keys());
  const found: LogItem[] = [];
  for (let index = timeline.length - 1; index >= 0; index--) {
    const item = timeline[index];
    if (item === undefined || positionOf(item) < first) break;
    if (item.kind !== "message" || item.message.seq > seq) continue;
    const old = messages.get(item.message.seq);
    if (old !== undefined && old !== item.message && contentOf(old) !== contentOf(item.message))
      found.push({ kind: "changed", message: item.message });
  }
  return found.reverse();
}

/** A new name of its author does not make a message another one. */
function contentOf(message: Message): string {
  return JSON.stringify({ ...message, by: message.by.id });
}

function positionOf(item: TimelineItem): number {
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

/** The messages before `seq` that are held, the newest `count` of them. */
export function messagesBefore(timeline: readonly TimelineItem[], seq: number, count: number): Message[] {
  const held = timeline.flatMap((item) => (item.kind === "message" && item.message.seq < seq ? [item.message] : []));
  return held.slice(-count);
}

/** The message of this seq, where it is held. */
export function messageOf({ timeline }: RoomState, seq: number): Message | undefined {
  const item = timeline.findLast((each) => each.kind === "message" && each.message.seq === seq);
  return item?.kind === "message" ? item.message : undefined;
}
