// Messages as they stand after a log, made from the whole of it each time: a second opinion to the client's folds.

import type { LoggedEvent } from "./fake-server.ts";
import { pollOf, type ShownPoll } from "./fake-votes.ts";

export type ShownMessage = {
  seq: number;
  at: number;
  by: { id: string; name: string };
  id: string;
  text?: string;
  thread?: number;
  editedAt?: number;
  removedAt?: number;
  erased?: boolean;
  reactions?: { emoji: string; count: number }[];
  replies?: number;
  lastReply?: { seq: number; at: number };
  pinned?: boolean;
  poll?: ShownPoll;
};

export function messagesOf(log: readonly LoggedEvent[]): ShownMessage[] {
  const removal = (seq: number) => log.find(({ kind, message }) => kind === "removed" && message === seq);
  return log.flatMap<ShownMessage>(({ kind, seq, at, by, id, text = "", thread, poll }) => {
    if (kind !== "message") return [];
    const isErased = log.some((event) => event.action === "erase" && event.member?.id === by.id && event.seq > seq);
    const author = isErased ? { id: by.id, name: "" } : by;
    const place = { seq, at, by: author, id, ...(thread === undefined ? {} : { thread }) };
    const removed = removal(seq);
    if (removed !== undefined) return [{ ...place, removedAt: removed.at }];
    if (isErased) return [{ ...place, erased: true }];
    const about = log.filter(({ message }) => message === seq);
    const edit = about.findLast((event) => event.kind === "edited");
    const pin = about.findLast((event) => event.kind === "pinned");
    const inThread = log.filter((event) => event.thread === seq);
    const replies = inThread.filter((event) => removal(event.seq) === undefined).length;
    const last = inThread.at(-1);
    const reactions = [...Map.groupBy(reactors(about), ({ emoji }) => emoji)].map(([emoji, { length: count }]) => ({
      emoji,
      count,
    }));
    return [
      {
        ...place,
        text: edit?.text ?? text,
        ...(poll === undefined ? {} : { poll: pollOf(poll, about) }),
        ...(edit === undefined ? {} : { editedAt: edit.at }),
        ...(reactions.length === 0 ? {} : { reactions }),
        ...(replies === 0 || last === undefined ? {} : { replies, lastReply: { seq: last.seq, at: last.at } }),
        ...(pin?.on === true ? { pinned: true } : {}),
      },
    ];
  });
}

/** A member's own reactions by seq. */
export function mineOf(log: readonly LoggedEvent[], member: string): Record<string, string[]> {
  const mine: Record<string, string[]> = {};
  for (const { seq, removedAt, erased } of messagesOf(log)) {
    const own = reactors(log.filter(({ message }) => message === seq)).filter(({ by }) => by === member);
    if (own.length > 0 && removedAt === undefined && erased === undefined) mine[seq] = own.map(({ emoji }) => emoji);
  }
  return mine;
}

function reactors(about: readonly LoggedEvent[]): { emoji: string; by: string }[] {
  const held = new Map<string, { emoji: string; by: string }>();
  for (const { kind, by, emoji = "", on } of about) {
    if (kind !== "reacted") continue;
    const key = `${by.id} ${emoji}`;
    held.delete(key);
    if (on === true) held.set(key, { emoji, by: by.id });
  }
  return [...held.values()];
}
