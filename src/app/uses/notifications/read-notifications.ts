// Notifications, read from the data of a room's event stream. Pure.

import * as v from "valibot";
import { authorSchema, seqSchema, timeSchema } from "../../../protocol/schemas.ts";

const messageSchema = v.object({ seq: seqSchema, at: timeSchema, by: authorSchema, text: v.string() });
export type Notification = v.InferOutput<typeof messageSchema>;

const welcomeSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ recovered: v.boolean(), snapshot: v.optional(v.object({ messages: v.array(v.unknown()) })) }),
);
const eventsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ events: v.array(v.looseObject({ kind: v.string() })) }),
);

/** Undefined where the stream goes on from where it was: there is nothing to begin anew. */
export function readSnapshot(data: unknown): readonly Notification[] | undefined {
  const welcome = v.safeParse(welcomeSchema, data);
  if (!welcome.success || welcome.output.recovered) return undefined;
  return messagesOf(welcome.output.snapshot?.messages ?? []);
}

/** Those of a frame: edits, reactions and the like are no notifications. */
export function readEvents(data: unknown): readonly Notification[] {
  const frame = v.safeParse(eventsSchema, data);
  return frame.success ? messagesOf(frame.output.events.filter(({ kind }) => kind === "message")) : [];
}

/** Removed and erased ones have no text. */
function messagesOf(candidates: readonly unknown[]): readonly Notification[] {
  return candidates.flatMap((candidate) => {
    const message = v.safeParse(messageSchema, candidate);
    return message.success ? [message.output] : [];
  });
}
