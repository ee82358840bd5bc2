// Which message one is about to do something with, and what.

import { signal, useComputed } from "@preact/signals";
import { messageKey } from "./rows.ts";
import type { RoomView } from "./room-view.ts";

export type Acting = {
  /** Of the message's row. */
  readonly key: string;
  readonly mode: "choosing" | "more" | "reacting" | "editing" | "removing";
  /** Choosing by the pointer ends when it goes elsewhere; by keys the focus goes along; a long press has a sheet on phones. */
  readonly by: "pointer" | "press" | "keys";
  /** Why the last thing was not done, in words. */
  readonly problem?: string;
};

/** One at a time on a page. */
export const acting = signal<Acting | undefined>(undefined);

/** What is about to be done with one message; the row is drawn again only when that changes. */
export function useActing(key: string): Acting | undefined {
  return useComputed(() => (acting.value?.key === key ? acting.value : undefined)).value;
}

/** One's newest message is found among so many of the newest. */
const NEWEST_MAX = 50;

/** Begins to edit one's newest message, in a thread where one is named. False where there is none near. */
export function editNewest(view: RoomView, thread?: number): boolean {
  const { you, threads } = view.state.value;
  const items = thread === undefined ? view.timeline.value : (threads.get(thread)?.items ?? []);
  const item = items
    .slice(-NEWEST_MAX)
    .findLast((each) => each.kind === "message" && each.message.by.id === you?.id && each.message.text !== undefined);
  if (item?.kind !== "message" || item.message.poll !== undefined) return false;
  const key = messageKey(item.message.by.id, item.message.id);
  acting.value = { key: thread === undefined ? key : `thread ${key}`, mode: "editing", by: "keys" };
  return true;
}
