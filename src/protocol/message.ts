// A message as it stands now: what history, snapshots and the timeline hold (contract 5.2).

import * as v from "valibot";
import { shownAttachmentSchema } from "./commands/send.ts";
import { pollStateSchema } from "./poll.ts";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "./schemas.ts";

export const messageSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  by: authorSchema,
  id: commandIdSchema,
  /** Absent where the message was removed or erased. */
  text: v.optional(v.string()),
  replyTo: v.optional(seqSchema),
  thread: v.optional(seqSchema),
  data: v.optional(v.unknown()),
  mentions: v.optional(v.array(v.string())),
  poll: v.optional(pollStateSchema),
  attachments: v.optional(v.array(shownAttachmentSchema)),
  editedAt: v.optional(timeSchema),
  removedAt: v.optional(timeSchema),
  erased: v.optional(v.literal(true)),
  reactions: v.optional(v.array(v.looseObject({ emoji: v.string(), count: v.number() }))),
  replies: v.optional(v.number()),
  /** There with `replies`: the newest of the thread, also where that one was removed. */
  lastReply: v.optional(v.looseObject({ seq: seqSchema, at: timeSchema })),
  pinned: v.optional(v.boolean()),
});
export type Message = v.InferOutput<typeof messageSchema>;

/** One's own reactions by the seq of the message. */
export const mineSchema = v.record(v.string(), v.array(v.string()));
export type Mine = v.InferOutput<typeof mineSchema>;
