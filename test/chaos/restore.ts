// restore.ts: the log as it was before removals took contents out of it, from what clients saw.

import { isEditedEvent, isRemovedEvent, type RoomEvent } from "../../src/protocol/events.ts";
import { commandOf, isErased } from "./event.ts";
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
      for (const event of entry.events) if (!isErased(event) && !seen.has(event.seq)) seen.set(event.seq, event);
    }
  }
  const unknown = new Set<number>();
  const removals = new Map<number, number>();
  const log = final.log.map((event) => {
    if (isRemovedEvent(event) && !removals.has(event.message)) removals.set(event.message, event.seq);
    if (!isErased(event)) return event;
    const before = seen.get(event.seq);
    // What somebody saw under this seq and is not the same command is another violation's business.
    if (before !== undefined && commandOf(before)?.key === commandOf(event)?.key) return before;
    unknown.add(erasedOf(event));
    return event;
  });
  return { log, unknown, removals };
}

/** The message whose content an event has, or had. */
export function erasedOf(event: RoomEvent): number {
  return isEditedEvent(event) ? event.message : event.seq;
}
