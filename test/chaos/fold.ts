// fold.ts: what a log comes to by the contract's own words, independent of any server.

import { isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";
import type { Message } from "../../src/protocol/message.ts";

/** All messages as they stand after the events up to `head`, oldest first (contract 5.2). */
export function foldMessages(log: readonly RoomEvent[], head = Infinity): Message[] {
  const messages = new Map<number, Message>();
  for (const event of log) {
    if (event.seq > head || !isMessageEvent(event)) continue;
    const { kind: _kind, ...message } = event;
    messages.set(event.seq, message);
    const root = event.thread === undefined ? undefined : messages.get(event.thread);
    if (root !== undefined) messages.set(root.seq, { ...root, replies: (root.replies ?? 0) + 1 });
  }
  return [...messages.values()];
}

/** One text for all spellings of a message: fields that say nothing are the same as absent ones. */
export function canonicalMessage({ reactions, replies, pinned, ...message }: Message): string {
  return canonical({
    ...message,
    ...(reactions === undefined || reactions.length === 0 ? {} : { reactions }),
    ...(replies === undefined || replies === 0 ? {} : { replies }),
    ...(pinned === true ? { pinned } : {}),
  });
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
