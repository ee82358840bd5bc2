// Which threads there are among what is held of a room, how much was said in each, and what of it is new: pure.

import type { TimelineItem } from "../../client/state.ts";
import { mentions } from "../../client/mentions.ts";
import type { Message } from "../../protocol/message.ts";
import type { Quoted } from "./talk-state.ts";

export type ListedThread = {
  readonly root: number;
  /** What it began with; undefined where it is not held. */
  readonly message: Message | undefined;
  readonly replies: number;
  readonly lastSeq: number;
  readonly lastAt: number;
  /** Of others, since one read it last; 0 in threads that one does not follow. */
  readonly unread: number;
  /** Among what is new one is spoken to by name. */
  readonly mentionsYou: boolean;
};

export type ThreadsAsked = {
  readonly you: string | undefined;
  /** How far one has read in threads that one follows, by their roots. */
  readonly read: ReadonlyMap<number, number>;
  /** Messages that were asked for, beside the timeline. */
  readonly quoted: ReadonlyMap<number, Quoted>;
};

/** The one in which something was said last is the first. */
export function listThreads(timeline: readonly TimelineItem[], { you, read, quoted }: ThreadsAsked): ListedThread[] {
  const messages = timeline.flatMap((item) => (item.kind === "message" ? [item.message] : []));
  const held = new Map(messages.map((message) => [message.seq, message]));
  const said = Map.groupBy(
    messages.filter(({ thread }) => thread !== undefined),
    ({ thread }) => thread ?? 0,
  );
  const roots = new Set([...messages.flatMap(({ seq, replies = 0 }) => (replies > 0 ? [seq] : [])), ...said.keys()]);
  return [...roots]
    .map((root) => {
      const asked = quoted.get(root);
      const message = held.get(root) ?? (typeof asked === "object" ? asked : undefined);
      const replies = said.get(root) ?? [];
      const named = you === undefined ? [] : replies.filter((each) => each.text !== undefined && mentions(each, you));
      const asks = named.map(({ seq }) => seq);
      const seen = seenUpTo(read, root, you !== undefined && message?.by.id === you, asks[0]);
      return listed({ root, message, said: replies, asks, you, seen });
    })
    .toSorted((a, b) => b.lastSeq - a.lastSeq);
}

/**
 * Who began a thread follows it, as does who has been in it or is spoken to there, from the first time on: `mentioned`.
 * Undefined for whoever does not.
 */
export function seenUpTo(
  read: ReadonlyMap<number, number>,
  root: number,
  own: boolean,
  mentioned: number | undefined,
): number | undefined {
  return read.get(root) ?? (own ? root : mentioned === undefined ? undefined : mentioned - 1);
}

type HeldThread = {
  readonly root: number;
  readonly message: Message | undefined;
  readonly said: readonly Message[];
  /** Of those in which one is spoken to. */
  readonly asks: readonly number[];
  readonly you: string | undefined;
  readonly seen: number | undefined;
};

function listed({ root, message, said, asks, you, seen }: HeldThread): ListedThread {
  const newest = said.at(-1);
  const last = message?.lastReply;
  const { seq: lastSeq, at: lastAt } =
    newest !== undefined && newest.seq > (last?.seq ?? 0) ? newest : (last ?? { seq: root, at: 0 });
  // What one said oneself is nothing new to one, nor is what was said before it.
  const upTo = Math.max(seen ?? 0, said.findLast(({ by }) => by.id === you)?.seq ?? 0);
  const fresh = said.filter(({ seq, text }) => seq > upTo && text !== undefined).length;
  const unread = seen === undefined ? 0 : Math.max(fresh, lastSeq > upTo ? 1 : 0);
  const mentionsYou = unread > 0 && asks.some((seq) => seq > upTo);
  return { root, message, replies: Math.max(message?.replies ?? 0, said.length), lastSeq, lastAt, unread, mentionsYou };
}
