// What later events make of a message, and of one's own reactions to it and votes in it: pure folds.

import {
  isClosedEvent,
  isEditedEvent,
  isErasure,
  isMessageEvent,
  isPinnedEvent,
  isReactedEvent,
  isRemovedEvent,
  isVotedEvent,
  type RoomEvent,
} from "../protocol/events.ts";
import type { VotedEvent } from "../protocol/events/voted.ts";
import type { Message, Mine } from "../protocol/message.ts";
import type { MyVotes } from "../protocol/poll.ts";

/** What is one's own, by the seq of the message; none where there is none. */
export type Own = {
  /** In the order in which they were put there. */
  readonly reactions: ReadonlyMap<number, readonly string[]>;
  /** The places of the options that one chose. */
  readonly votes: ReadonlyMap<number, readonly number[]>;
};

export const NOTHING_OWN: Own = { reactions: new Map(), votes: new Map() };

/** One's own as a page tells it. */
export type ToldOwn = { readonly mine?: Mine | undefined; readonly myVotes?: MyVotes | undefined };

/** What an event does to one message: to its target, or to the root of the thread in which something came or went. */
export type Change = { readonly message: number; readonly event: RoomEvent; readonly of: "target" | "root" };

/** `threadOf` gives the root of a message's thread, where it has one. */
export function changesOf(event: RoomEvent, threadOf: (seq: number) => number | undefined): readonly Change[] {
  if (isMessageEvent(event)) return event.thread === undefined ? [] : [{ message: event.thread, event, of: "root" }];
  if (
    isEditedEvent(event) ||
    isReactedEvent(event) ||
    isVotedEvent(event) ||
    isClosedEvent(event) ||
    isPinnedEvent(event)
  )
    return [{ message: event.message, event, of: "target" }];
  if (!isRemovedEvent(event)) return [];
  const root = threadOf(event.message);
  const target: Change = { message: event.message, event, of: "target" };
  return root === undefined ? [target] : [target, { message: root, event, of: "root" }];
}

/** True for events that may change a message that is there already. */
export function mayChange(event: RoomEvent): boolean {
  return isErasure(event) || changesOf(event, () => undefined).length > 0;
}

/** The message after a change of it. What is removed or erased stays as it is, but that an erased one may be removed. */
export function changed(message: Message, { event, of }: Change): Message {
  if (message.removedAt !== undefined) return message;
  if (message.erased === true && !(of === "target" && isRemovedEvent(event))) return message;
  if (of === "root") return withReplies(message, event);
  // A text that is gone was of a message that is gone too: its removal follows.
  if (isEditedEvent(event)) {
    const { text, mentions } = event;
    if (text === undefined) return message;
    return { ...message, text, editedAt: event.at, ...(mentions === undefined ? {} : { mentions }) };
  }
  if (isReactedEvent(event)) return withReaction(message, event.emoji, event.on);
  if (isVotedEvent(event)) return withVotes(message, event);
  if (isClosedEvent(event))
    return message.poll === undefined ? message : { ...message, poll: { ...message.poll, closedAt: event.at } };
  if (isPinnedEvent(event)) {
    const { pinned: _pinned, ...rest } = message;
    return event.on ? { ...rest, pinned: true } : rest;
  }
  if (!isRemovedEvent(event)) return message;
  const { seq, at, by, id, thread } = message;
  return { seq, at, by, id, ...(thread === undefined ? {} : { thread }), removedAt: event.at };
}

/** The event tells what the poll comes to with it. */
function withVotes(message: Message, { votes, voters }: VotedEvent): Message {
  if (message.poll === undefined) return message;
  const { votes: _votes, voters: _voters, ...poll } = message.poll;
  return { ...message, poll: voters === 0 ? poll : { ...poll, votes, voters } };
}

/** A removed reply counts no longer. The newest one stays the newest, removed or not. */
function withReplies(message: Message, event: RoomEvent): Message {
  const { replies: before = 0, lastReply: last, ...rest } = message;
  const replies = before + (isRemovedEvent(event) ? -1 : 1);
  if (replies <= 0) return rest;
  const lastReply = isRemovedEvent(event) ? last : { seq: event.seq, at: event.at };
  return { ...rest, replies, ...(lastReply === undefined ? {} : { lastReply }) };
}

/**
 * A reaction stays where it first stood while anybody has it. Who has it is not known, so the order can differ from that
 * of a fresh snapshot, which knows.
 */
function withReaction(message: Message, emoji: string, on: boolean): Message {
  const { reactions: before = [], ...rest } = message;
  const by = on ? 1 : -1;
  const isNew = on && !before.some((reaction) => reaction.emoji === emoji);
  const reactions = [...before, ...(isNew ? [{ emoji, count: 0 }] : [])]
    .map((reaction) => (reaction.emoji === emoji ? { ...reaction, count: reaction.count + by } : reaction))
    .filter(({ count }) => count > 0);
  return reactions.length === 0 ? rest : { ...rest, reactions };
}

/** What is one's own after an event; the same where it does not touch that. */
export function foldMine(held: Own, event: RoomEvent, you: string | undefined): Own {
  if (isReactedEvent(event) && event.by.id === you) {
    const others = (held.reactions.get(event.message) ?? []).filter((emoji) => emoji !== event.emoji);
    const emojis = event.on ? [...others, event.emoji] : others;
    return { ...held, reactions: withOwn(held.reactions, event.message, emojis) };
  }
  if (isVotedEvent(event) && event.by.id === you)
    return { ...held, votes: withOwn(held.votes, event.message, event.options) };
  return isRemovedEvent(event) ? withoutOwn(held, event.message) : held;
}

/** With what came with a page, for all of its messages. */
export function mineOf(held: Own, messages: readonly Message[], told: ToldOwn): Own {
  return messages.reduce(
    ({ reactions, votes }, { seq }) => ({
      reactions: withOwn(reactions, seq, told.mine?.[seq] ?? []),
      votes: withOwn(votes, seq, told.myVotes?.[seq] ?? []),
    }),
    held,
  );
}

/** Without what was to messages whose content is gone. */
export function mineLeft(held: Own, messages: readonly Message[]): Own {
  return messages.reduce((mine, { seq, erased }) => (erased === true ? withoutOwn(mine, seq) : mine), held);
}

/** What is one's own of these messages alone. */
export function onlyOf({ reactions, votes }: Own, messages: readonly Message[]): Own {
  const seqs = new Set(messages.map(({ seq }) => seq));
  const only = <T>(held: ReadonlyMap<number, T>) => new Map([...held].filter(([seq]) => seqs.has(seq)));
  return { reactions: only(reactions), votes: only(votes) };
}

function withoutOwn(held: Own, seq: number): Own {
  if (!held.reactions.has(seq) && !held.votes.has(seq)) return held;
  return { reactions: withOwn(held.reactions, seq, []), votes: withOwn(held.votes, seq, []) };
}

function withOwn<T>(held: ReadonlyMap<number, readonly T[]>, seq: number, own: readonly T[]) {
  if (own.length === 0 && !held.has(seq)) return held;
  const mine = new Map(held);
  if (own.length === 0) mine.delete(seq);
  else mine.set(seq, own);
  return mine;
}
