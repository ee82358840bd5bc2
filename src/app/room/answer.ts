// Begins an answer to a message, in the composer of the place where it stands.

import type { RoomView } from "./room-view.ts";
import type { Place } from "./rows.ts";

type Answerable = {
  readonly seq: number;
  readonly authorName: string;
  readonly text: string | undefined;
  readonly thread: number | undefined;
};

/** In whose composer one answers: of a thread, where the message stands in one's panel. */
export function threadOf({ seq, thread }: Pick<Answerable, "seq" | "thread">, place: Place): number | undefined {
  return place === "thread" ? (thread ?? seq) : undefined;
}

export function answer(message: Answerable, place: Place, view: RoomView): void {
  const { seq, authorName: name, text = "" } = message;
  view.talk.answered.value = { seq, name, text, thread: threadOf(message, place) };
}
