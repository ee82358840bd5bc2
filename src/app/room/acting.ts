// Which message one is about to do something with, and what.

import { signal, useComputed } from "@preact/signals";
import { answerHalfChanged } from "../shared/half-changed.ts";
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
  /** While it is edited: what was changed so far. */
  readonly draft?: EditDraft;
};

/** It outlives the row of its message, which leaves the page where one scrolls far. */
export type EditDraft = {
  readonly text: string;
  /** Brings the message into view. */
  readonly show: () => void;
};

/** One at a time on a page. */
export const acting = signal<Acting | undefined>(undefined);

/** What is about to be done with one message; the row is drawn again only when that changes. */
export function useActing(key: string): Acting | undefined {
  return useComputed(() => (acting.value?.key === key ? acting.value : undefined)).value;
}

/** The place in the page where a message is changed, wherever it stands. */
const EDITOR = ".editor textarea";

answerHalfChanged(() => {
  const draft = acting.peek()?.draft;
  return draft && { focus: () => goOn(draft) };
});

function goOn(draft: EditDraft): void {
  const field = document.querySelector<HTMLElement>(EDITOR);
  if (field === null) draft.show();
  else field.focus();
}

/** One's newest message is found among so many of the newest. */
const NEWEST_MAX = 50;

/**
 * Begins to edit one's newest message, in a thread where one is named, and brings it into view. What is half changed
 * already is gone on with. False where there is none near.
 */
export function editNewest(view: RoomView, thread?: number): boolean {
  const draft = acting.peek()?.draft;
  if (draft !== undefined) {
    goOn(draft);
    return true;
  }
  const { you, threads } = view.state.value;
  const items = thread === undefined ? view.timeline.value : (threads.get(thread)?.items ?? []);
  const item = items
    .slice(-NEWEST_MAX)
    .findLast((each) => each.kind === "message" && each.message.by.id === you?.id && each.message.text !== undefined);
  if (item?.kind !== "message" || item.message.poll !== undefined) return false;
  const { seq, by, id } = item.message;
  const key = messageKey(by.id, id);
  acting.value = { key: thread === undefined ? key : `thread ${key}`, mode: "editing", by: "keys" };
  // Of a thread the newest stand in the page; of the log they may be far below.
  if (thread === undefined && document.getElementById(`m${seq}`) === null) view.talk.show(seq);
  return true;
}
