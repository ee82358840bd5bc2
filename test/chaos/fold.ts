// fold.ts: what a log comes to by the contract's own words, independent of any server.

import {
  isClosedEvent,
  isEditedEvent,
  isErasure,
  isMemberEvent,
  isMessageEvent,
  isPinnedEvent,
  isReactedEvent,
  isRemovedEvent,
  isVotedEvent,
  type RoomEvent,
} from "../../src/protocol/events.ts";
import type { Message, Mine } from "../../src/protocol/message.ts";
import type { MyVotes } from "../../src/protocol/poll.ts";

/** A message and what later events made of it, with the seqs of the events that made it so. */
export type Folded = {
  message: Message;
  /** Of the event that the text comes from. */
  textSeq: number;
  removedSeq: number | undefined;
  pinnedSeq: number | undefined;
  /** Of the event that erased its author. */
  erasedSeq: number | undefined;
  /** Member → what they chose, and since when. */
  readonly votes: Map<string, { readonly options: readonly number[]; readonly seq: number }>;
  closedSeq: number | undefined;
  /** Member and emoji → seq. */
  readonly reactions: Map<string, { readonly member: string; readonly emoji: string; readonly seq: number }>;
};

/** What events come to, one after the other. */
export class Folding {
  readonly messages = new Map<number, Folded>();

  apply(event: RoomEvent): void {
    if (isMessageEvent(event)) {
      const { kind: _kind, ...message } = event;
      this.messages.set(event.seq, {
        message,
        textSeq: event.seq,
        removedSeq: undefined,
        pinnedSeq: undefined,
        erasedSeq: undefined,
        votes: new Map(),
        closedSeq: undefined,
        reactions: new Map(),
      });
      this.#countReply(event.thread, 1, event);
    } else if (isEditedEvent(event)) {
      const of = this.messages.get(event.message);
      if (of === undefined) return;
      of.textSeq = event.seq;
      of.message = { ...of.message, editedAt: event.at };
      if (event.text !== undefined) of.message.text = event.text;
    } else if (isRemovedEvent(event)) this.#remove(event.message, event);
    else if (isReactedEvent(event)) {
      const key = reactionKey(event.by.id, event.emoji);
      const reactions = this.messages.get(event.message)?.reactions;
      if (!event.on) reactions?.delete(key);
      else reactions?.set(key, { member: event.by.id, emoji: event.emoji, seq: event.seq });
    } else if (isVotedEvent(event)) {
      const votes = this.messages.get(event.message)?.votes;
      if (event.options.length === 0) votes?.delete(event.by.id);
      else votes?.set(event.by.id, { options: event.options, seq: event.seq });
    } else if (isClosedEvent(event)) {
      const of = this.messages.get(event.message);
      if (of?.message.poll === undefined) return;
      of.closedSeq = event.seq;
      of.message = { ...of.message, poll: { ...of.message.poll, closedAt: event.at } };
    } else if (isPinnedEvent(event)) {
      const of = this.messages.get(event.message);
      if (of !== undefined) of.pinnedSeq = event.on ? event.seq : undefined;
    } else if (isErasure(event)) this.#eraseMember(event.member.id, event.seq);
  }

  #eraseMember(member: string, erasedSeq: number): void {
    for (const of of this.messages.values()) {
      const { seq, at, by, id, thread, removedAt } = of.message;
      if (by.id !== member) continue;
      const place = { seq, at, by: { id: member, name: "" }, id, ...(thread === undefined ? {} : { thread }) };
      of.message = removedAt === undefined ? { ...place, erased: true } : { ...place, removedAt };
      of.erasedSeq = erasedSeq;
      of.pinnedSeq = undefined;
      of.reactions.clear();
      of.votes.clear();
    }
  }

  #remove(removed: number, by: { readonly seq: number; readonly at: number }): void {
    const of = this.messages.get(removed);
    if (of === undefined) return;
    const { seq, at, by: author, id, thread } = of.message;
    of.message = { seq, at, by: author, id, ...(thread === undefined ? {} : { thread }), removedAt: by.at };
    of.removedSeq = by.seq;
    of.pinnedSeq = undefined;
    of.reactions.clear();
    of.votes.clear();
    this.#countReply(thread, -1);
  }

  /** `newest`: the reply that came; the newest one stays the newest where it is removed. */
  #countReply(thread: number | undefined, by: 1 | -1, newest?: { readonly seq: number; readonly at: number }): void {
    const root = thread === undefined ? undefined : this.messages.get(thread);
    // What was removed or erased tells of no thread.
    if (root === undefined || isGone(root)) return;
    root.message = {
      ...root.message,
      replies: (root.message.replies ?? 0) + by,
      ...(newest === undefined ? {} : { lastReply: { seq: newest.seq, at: newest.at } }),
    };
  }
}

/** True for what is no target any more. */
export function isGone({ removedSeq, erasedSeq }: Folded): boolean {
  return removedSeq !== undefined || erasedSeq !== undefined;
}

export function reactionKey(member: string, emoji: string): string {
  return `${member} ${emoji}`;
}

/** All messages by their seqs after the events up to `head`. */
export function fold(log: readonly RoomEvent[], head = Infinity): ReadonlyMap<number, Folded> {
  const folding = new Folding();
  for (const event of log) if (event.seq <= head) folding.apply(event);
  return folding.messages;
}

/** All messages as they stand after the events up to `head`, oldest first (contract 5.2). */
export function foldMessages(log: readonly RoomEvent[], head = Infinity): Message[] {
  return [...fold(log, head).values()].map((folded) => {
    const { message, pinnedSeq, reactions, votes } = folded;
    const counts = new Map<string, number>();
    for (const { emoji } of reactions.values()) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
    return {
      ...message,
      ...(message.poll === undefined || votes.size === 0
        ? {}
        : { poll: { ...message.poll, ...tally(votes.values(), message.poll.options.length) } }),
      ...(counts.size === 0 ? {} : { reactions: [...counts].map(([emoji, count]) => ({ emoji, count })) }),
      ...(pinnedSeq === undefined ? {} : { pinned: true }),
    };
  });
}

/** What all that was chosen comes to (contract 5.2). */
export function tally(
  chosen: Iterable<{ readonly options: readonly number[] }>,
  options: number,
): { votes: number[]; voters: number } {
  const all = [...chosen];
  const votes = Array.from({ length: options }, (_, place) => all.filter((one) => one.options.includes(place)).length);
  return { votes, voters: all.length };
}

/** A member's own votes in these messages, by their seqs; undefined where there are none. */
export function foldMyVotes(
  log: readonly RoomEvent[],
  member: string,
  messages: readonly Message[],
  head = Infinity,
): MyVotes | undefined {
  const folded = fold(log, head);
  const mine: MyVotes = {};
  for (const { seq } of messages) {
    const options = folded.get(seq)?.votes.get(member)?.options;
    if (options !== undefined) mine[seq] = [...options];
  }
  return Object.keys(mine).length === 0 ? undefined : mine;
}

/** A member's own reactions to these messages, by their seqs. */
export function foldMine(
  log: readonly RoomEvent[],
  member: string,
  messages: readonly Message[],
  head = Infinity,
): Mine {
  const folded = fold(log, head);
  const mine: Mine = {};
  for (const { seq } of messages) {
    const own = [...(folded.get(seq)?.reactions.values() ?? [])].filter((reaction) => reaction.member === member);
    if (own.length > 0) mine[seq] = own.map(({ emoji }) => emoji);
  }
  return mine;
}

/** One text for all spellings of a message: fields that say nothing are the same as absent ones. */
export function canonicalMessage({ reactions, replies, lastReply, pinned, ...message }: Message): string {
  return canonical({
    ...message,
    ...(reactions === undefined || reactions.length === 0
      ? {}
      : { reactions: reactions.map(({ emoji, count }) => `${emoji} ${count}`).sort() }),
    ...(replies === undefined || replies === 0 ? {} : { replies, lastReply }),
    ...(pinned === true ? { pinned } : {}),
  });
}

/** One text for all orders of one's own reactions. */
export function canonicalMine(mine: Mine): string {
  return canonical(Object.fromEntries(Object.entries(mine).map(([seq, emojis]) => [seq, [...emojis].sort()])));
}

/** The log as it is replayed once a removal is in it: the content is gone from the message and its edits (contract 2). */
export function erase(log: readonly RoomEvent[], removed: number): RoomEvent[] {
  return log.map((event) => {
    if (isMessageEvent(event) && event.seq === removed) {
      const { seq, at, kind, by, id, thread } = event;
      return { seq, at, kind, by, id, ...(thread === undefined ? {} : { thread }), erased: true };
    }
    if (isEditedEvent(event) && event.message === removed) {
      const { seq, at, kind, by, id, message } = event;
      return { seq, at, kind, by, id, message, erased: true };
    }
    return event;
  });
}

/** The log as it is replayed once a member's erasure is in it, under that seq. */
export function eraseMember(log: readonly RoomEvent[], member: string, erasedSeq: number): RoomEvent[] {
  const own = log.filter((event) => isMessageEvent(event) && event.by.id === member && event.seq < erasedSeq);
  return own
    .reduce((left, { seq }) => erase(left, seq), [...log])
    .map((event) => (event.seq < erasedSeq ? nameless(event, member) : event));
}

function nameless(event: RoomEvent, member: string): RoomEvent {
  if (!("by" in event)) return event;
  const whom = { id: member, name: "" };
  const left = idOf(event.by) === member ? { ...event, by: whom } : event;
  if (!isMemberEvent(left) || left.member.id !== member || left.member.name === "") return left;
  return { ...left, member: whom, erased: true };
}

function idOf(by: unknown): unknown {
  return typeof by === "object" && by !== null && "id" in by ? by.id : undefined;
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
