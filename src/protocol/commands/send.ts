// send: says something in the room. Answered by an ack.

import * as v from "valibot";
import { EVERYBODY } from "../everybody.ts";
import { ATTACHMENTS_MAX, MENTIONS_MAX } from "../limits.ts";
import { askedPollSchema } from "../poll.ts";
import { commandIdSchema, jsonSchema, memberIdSchema, seqSchema, textSchema, TOO_LARGE } from "../schemas.ts";

export const attachmentSchema = v.object({
  url: v.pipe(v.string(), v.maxLength(2048), v.url(), v.regex(/^https?:\/\//i, "must be an http or https address")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(127)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

/** An attachment as a client reads it: one whose form it does not know must not cost it the message. */
export const shownAttachmentSchema = v.looseObject({
  url: v.optional(v.string()),
  name: v.optional(v.string()),
  type: v.optional(v.string()),
  size: v.optional(v.number()),
});

export const mentionsSchema = v.pipe(
  v.array(v.union([v.literal(EVERYBODY), memberIdSchema], "is no member id")),
  v.maxLength(MENTIONS_MAX, `${TOO_LARGE}must be at most ${MENTIONS_MAX}`),
);

export const sendSchema = v.object({
  type: v.literal("send"),
  id: commandIdSchema,
  text: textSchema,
  replyTo: v.optional(seqSchema),
  thread: v.optional(seqSchema),
  data: v.optional(jsonSchema),
  /** Ids of members, or `*`. */
  mentions: v.optional(mentionsSchema),
  /** The text is its question. */
  poll: v.optional(askedPollSchema),
  attachments: v.optional(
    v.pipe(v.array(attachmentSchema), v.maxLength(ATTACHMENTS_MAX, `${TOO_LARGE}must be at most ${ATTACHMENTS_MAX}`)),
  ),
});
export type SendCommand = v.InferOutput<typeof sendSchema>;
