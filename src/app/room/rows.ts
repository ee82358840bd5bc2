// Turns a part of the timeline into rows: messages grouped by author, days, the unread line.

import { mentions } from "../../client/mentions.ts";
import type { Gap, PendingStatus, TimelineItem } from "../../client/state.ts";
import type { ConfiguredEvent } from "../../protocol/events/configured.ts";
import type { MemberEvent } from "../../protocol/events/member.ts";
import type { PollState } from "../../protocol/poll.ts";
import type { Author } from "../../protocol/schemas.ts";
import { atOf, startsDay } from "./day-starts.ts";
import type { Span } from "./log-window.ts";
import { isMe } from "./me.ts";

/** Messages of one author closer than this share one name and avatar. */
export const GROUP_MS = 5 * 60_000;

/** A message may stand in the log and in the panel of a thread. */
export type Place = "log" | "thread";

export type MessageRow = {
  readonly kind: "message";
  readonly key: string;
  readonly authorId: string;
  readonly authorName: string;
  /** Absent where the message was removed. */
  readonly text: string | undefined;
  /** The text tells what its author does. */
  readonly me: boolean;
  readonly at: number;
  /** Undefined while the message is not yet stored by the server. */
  readonly seq: number | undefined;
  readonly edited: boolean;
  /** It is another's and speaks to whom looks, by name or as one of all. */
  readonly mentionsYou: boolean;
  /** Ids of those whom it speaks to. */
  readonly mentions: readonly string[] | undefined;
  /** The seq of what it answers. */
  readonly replyTo: number | undefined;
  /** The seq of the root of its thread. */
  readonly thread: number | undefined;
  /** How much was said in its own thread, and the newest there. */
  readonly replies: number;
  readonly lastReply: { readonly seq: number; readonly at: number } | undefined;
  readonly pinned: boolean;
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[] | undefined;
  /** One's own among them. */
  readonly mine: readonly string[] | undefined;
  readonly poll: PollState | undefined;
  /** Of its options, those that one chose oneself. */
  readonly chosen: readonly number[] | undefined;
  readonly own: boolean;
  /** The first of its group: it bears the avatar and the name. */
  readonly opens: boolean;
  /** There where the message is not yet stored by the server. */
  readonly pending: { readonly id: string; readonly status: PendingStatus } | undefined;
};

export type Row =
  | MessageRow
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "change"; readonly key: string; readonly event: MemberEvent | ConfiguredEvent }
  | { readonly kind: "gap"; readonly key: string; readonly gap: Gap };

export type RowContext = {
  /** One's own reactions by seq. */
  readonly mine?: ReadonlyMap<number, readonly string[]>;
  /** One's own votes by seq. */
  readonly myVotes?: ReadonlyMap<number, readonly number[]>;
  /** Who looks; undefined before one is inside. */
  readonly you: Author | undefined;
  /** The unread line stands above the first message of others past this seq. */
  readonly unreadAfter: number | undefined;
  /** Rows made before: what did not change keeps its row, and need not be drawn again. */
  readonly kept?: KeptRows;
};

type Kept = {
  readonly row: Row;
  readonly continued: boolean;
  readonly you: Author | undefined;
  readonly mine: readonly string[] | undefined;
  readonly chosen: readonly number[] | undefined;
};

export type KeptRows = WeakMap<TimelineItem, Kept>;

export function rowsOf(items: readonly TimelineItem[], span: Span, context: RowContext): Row[] {
  const rows: Row[] = [];
  let before = items[span.start - 1];
  let broken = before?.kind === "gap";
  let unreadAfter = lineStandsAbove(items, span.start, context) ? undefined : context.unreadAfter;
  for (const item of items.slice(span.start, span.end)) {
    const day = startsDay(before, item);
    if (day !== undefined) rows.push({ kind: "day", key: `day ${day}`, at: atOf(item) ?? 0 });
    const unread = isUnread(item, unreadAfter, context.you);
    if (unread) {
      rows.push({ kind: "unread", key: "unread" });
      unreadAfter = undefined;
    }
    rows.push(
      keptRowOf(item, !unread && !broken && day === undefined && continues(before, item, context.you), context),
    );
    broken = item.kind === "gap";
    if (!broken) before = item;
  }
  return rows;
}

/** The line is above what is shown: it must not be drawn a second time further down. */
function lineStandsAbove(items: readonly TimelineItem[], start: number, { unreadAfter, you }: RowContext): boolean {
  for (let index = start - 1; index >= 0; index--) {
    const item = items[index];
    if (item === undefined || (item.kind === "message" && item.message.seq <= (unreadAfter ?? Infinity))) return false;
    if (isUnread(item, unreadAfter, you)) return true;
  }
  return false;
}

function isUnread(item: TimelineItem, unreadAfter: number | undefined, you: Author | undefined): boolean {
  return (
    unreadAfter !== undefined &&
    item.kind === "message" &&
    item.message.seq > unreadAfter &&
    item.message.by.id !== you?.id
  );
}

/** The row that was made of the same item before, where nothing else that it is made of changed. */
function keptRowOf(item: TimelineItem, continued: boolean, context: RowContext): Row {
  const seq = item.kind === "message" ? item.message.seq : undefined;
  const { you } = context;
  const [mine, chosen] = seq === undefined ? [] : [context.mine?.get(seq), context.myVotes?.get(seq)];
  const kept = context.kept?.get(item);
  const isSame = kept?.continued === continued && kept.you === you && kept.mine === mine && kept.chosen === chosen;
  if (isSame) return kept.row;
  const row = rowOf(item, continued, context);
  context.kept?.set(item, { row, continued, you, mine, chosen });
  return row;
}

function rowOf(item: TimelineItem, continued: boolean, { you, mine, myVotes }: RowContext): Row {
  switch (item.kind) {
    case "message": {
      const { by, id, text, at, seq, editedAt, replyTo, thread, pinned = false, reactions, data } = item.message;
      const { replies = 0, lastReply, poll } = item.message;
      const key = messageKey(by.id, id);
      return {
        kind: "message",
        key,
        authorId: by.id,
        authorName: by.name,
        text,
        me: isMe(data),
        at,
        seq,
        edited: editedAt !== undefined,
        mentions: item.message.mentions,
        mentionsYou: you !== undefined && text !== undefined && mentions(item.message, you.id),
        replyTo,
        thread,
        replies,
        lastReply,
        pinned,
        reactions,
        mine: mine?.get(seq),
        poll,
        chosen: myVotes?.get(seq),
        own: by.id === you?.id,
        opens: !continued,
        pending: undefined,
      };
    }
    case "pending": {
      const { id, text, at, status, replyTo, thread, data, poll } = item.pending;
      const author = you ?? { id: "", name: "" };
      const key = messageKey(author.id, id);
      return {
        kind: "message",
        key,
        authorId: author.id,
        authorName: author.name,
        text,
        me: isMe(data),
        at,
        seq: undefined,
        edited: false,
        mentionsYou: false,
        mentions: item.pending.mentions,
        replyTo,
        thread,
        replies: 0,
        lastReply: undefined,
        pinned: false,
        reactions: undefined,
        mine: undefined,
        poll: poll === undefined ? undefined : { ...poll, question: text },
        chosen: undefined,
        own: true,
        opens: !continued,
        pending: { id, status },
      };
    }
    case "change":
      return { kind: "change", key: `change ${item.event.seq}`, event: item.event };
    case "gap":
      return { kind: "gap", key: `gap ${item.after}`, gap: { after: item.after, before: item.before } };
  }
}

/** One and the same before and after the server has it, so that the row stays in place. */
export function messageKey(authorId: string, id: string): string {
  return `${authorId} ${id}`;
}

function continues(before: TimelineItem | undefined, item: TimelineItem, you: Author | undefined): boolean {
  if (before === undefined) return false;
  const author = authorOf(item, you);
  const previous = authorOf(before, you);
  if (author === undefined || previous === undefined || author.id !== previous.id) return false;
  if (item.kind === "message" && before.kind === "message" && author.name !== previous.name) return false;
  return Math.abs((atOf(item) ?? 0) - (atOf(before) ?? 0)) < GROUP_MS;
}

function authorOf(item: TimelineItem, you: Author | undefined): Author | undefined {
  if (item.kind === "message") return item.message.by;
  return item.kind === "pending" ? you : undefined;
}
