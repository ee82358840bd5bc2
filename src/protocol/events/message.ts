// message: somebody said something.

import * as v from "valibot";
import { shownAttachmentSchema } from "../commands/send.ts";
import { pollSchema } from "../poll.ts";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const messageEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("message"),
  by: authorSchema,
  id: commandIdSchema,
  text: v.optional(v.string()),
  replyTo: v.optional(seqSchema),
  thread: v.optional(seqSchema),
  data: v.optional(v.unknown()),
  mentions: v.optional(v.array(v.string())),
  /** The text says its question and options, too. */
  poll: v.optional(pollSchema),
  attachments: v.optional(v.array(shownAttachmentSchema)),
  /** The content is gone (contract 2): `text` is absent. */
  erased: v.optional(v.literal(true)),
});
export type MessageEvent = v.InferOutput<typeof messageEventSchema>;
