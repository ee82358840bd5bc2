// What later events make of a message, and of one's own reactions to it: pure folds.

import {
  isEditedEvent,
  isErasure,
  isMessageEvent,
  isPinnedEvent,
  isReactedEvent,
  isRemovedEvent,
  type RoomEvent,
} from "../protocol/events.ts";
import type { Message, Mine } from "../protocol/message.ts";

/** One's own reactions by the seq of the message, in the order in which they were put there; none where there are none. */
export type OwnReactions = ReadonlyMap<number, readonly string[]>;

/** What an event does to one message: to its target, or to the root of the thread in which something came or went. */
export type Change = { readonly message: number; readonly event: RoomEvent; readonly of: "target" | "root" };

/** `threadOf` gives the root of a message's thread, where it has one. */
export function changesOf(event: RoomEvent, threadOf: (seq: number) => number | undefined): readonly Change[] {
  if (isMessageEvent(event)) return event.thread === undefined ? [] : [{ message: event.thread, event, of: "root" }];
  if (isEditedEvent(event) || isReactedEvent(event) || isPinnedEvent(event))
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
  if (isEditedEvent(event))
    return event.text === undefined ? message : { ...message, text: event.text, editedAt: event.at };
  if (isReactedEvent(event)) return withReaction(message, event.emoji, event.on);
  if (isPinnedEvent(event)) {
    const { pinned: _pinned, ...rest } = message;
    return event.on ? { ...rest, pinned: true } : rest;
  }
  if (!isRemovedEvent(event)) return message;
  const { seq, at, by, id, thread } = message;
  return { seq, at, by, id, ...(thread === undefined ? {} : { thread }), removedAt: event.at };
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

/** One's own reactions after an event; the same map where it does not touch them. */
export function foldMine(held: OwnReactions, event: RoomEvent, you: string | undefined): OwnReactions {
  if (isReactedEvent(event) && event.by.id === you) {
    const others = (held.get(event.message) ?? []).filter((emoji) => emoji !== event.emoji);
    return withMine(held, event.message, event.on ? [...others, event.emoji] : others);
  }
  return isRemovedEvent(event) && held.has(event.message) ? withMine(held, event.message, []) : held;
}

/** With those that came with a page, for all of its messages. */
export function mineOf(held: OwnReactions, messages: readonly Message[], told: Mine): OwnReactions {
  return messages.reduce((mine, { seq }) => withMine(mine, seq, told[seq] ?? []), held);
}

/** Without those to messages whose content is gone. */
export function mineLeft(held: OwnReactions, messages: readonly Message[]): OwnReactions {
  return messages.reduce((mine, { seq, erased }) => (erased === true ? withMine(mine, seq, []) : mine), held);
}

function withMine(held: OwnReactions, seq: number, emojis: readonly string[]): OwnReactions {
  if (emojis.length === 0 && !held.has(seq)) return held;
  const mine = new Map(held);
  if (emojis.length === 0) mine.delete(seq);
  else mine.set(seq, emojis);
  return mine;
}
