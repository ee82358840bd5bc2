// restore.ts: the log as it was before removals took contents out of it, from what clients saw.

import {
  isEditedEvent,
  isErasure,
  isMemberEvent,
  isMessageEvent,
  isRemovedEvent,
  type RoomEvent,
} from "../../src/protocol/events.ts";
import { authorOf, commandOf, isErased } from "./event.ts";
import type { Evidence } from "./history.ts";

export type Restored = {
  /** Contents that nobody saw are still missing. */
  readonly log: readonly RoomEvent[];
  /** Messages of which some content is missing: nobody can tell how they stood. */
  readonly unknown: ReadonlySet<number>;
  /** The seq of the event that removed a message, by the message's. */
  readonly removals: ReadonlyMap<number, number>;
};

export function restore({ clients, final }: Evidence): Restored {
  const seen = new Map<number, RoomEvent>();
  for (const { entries } of clients) {
    for (const entry of entries) {
      if (entry.kind !== "saw") continue;
      for (const event of entry.events)
        if (!isErased(event) && !isNameless(event) && !seen.has(event.seq)) seen.set(event.seq, event);
    }
  }
  const unknown = new Set<number>();
  const removals = new Map<number, number>();
  const log = final.log.map((event) => {
    if (isRemovedEvent(event) && !removals.has(event.message)) removals.set(event.message, event.seq);
    if (isErasure(event)) {
      for (const other of final.log)
        if (other.seq < event.seq && isBy(other, event.member.id) && !removals.has(other.seq))
          removals.set(other.seq, event.seq);
    }
    if (!isErased(event) && !isNameless(event)) return event;
    const before = seen.get(event.seq);
    // What somebody saw under this seq and is not the same command is another violation's business.
    if (before !== undefined && commandOf(before)?.key === commandOf(event)?.key) return before;
    if (isErased(event)) unknown.add(erasedOf(event));
    return event;
  });
  return { log, unknown, removals };
}

/** Whoever made it was erased: their name is gone, also where nothing else is. */
export function isNameless(event: RoomEvent): boolean {
  return authorOf(event)?.by.name === "";
}

/** As it is told of whoever was erased: without names, and without a word of that something is gone. */
export function nameless(event: RoomEvent): RoomEvent {
  const author = authorOf(event);
  if (author === undefined) return event;
  const { erased: _erased, ...rest }: RoomEvent & { erased?: unknown } = {
    ...event,
    by: { id: author.by.id, name: "" },
  };
  return isMemberEvent(rest) ? { ...rest, member: { id: rest.member.id, name: "" } } : rest;
}

function isBy(event: RoomEvent, member: string): boolean {
  return isMessageEvent(event) && event.by.id === member;
}

/** The message whose content an event has, or had. */
export function erasedOf(event: RoomEvent): number {
  return isEditedEvent(event) ? event.message : event.seq;
}
