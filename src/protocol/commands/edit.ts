// edit: replaces the text of one's own message. Answered by an ack.

import * as v from "valibot";
import { mentionsSchema } from "./send.ts";
import { commandIdSchema, seqSchema, textSchema } from "../schemas.ts";

export const editSchema = v.object({
  type: v.literal("edit"),
  id: commandIdSchema,
  message: seqSchema,
  text: textSchema,
  /** Whom it speaks to from now on; absent: those to whom it spoke before. */
  mentions: v.optional(mentionsSchema),
});
export type EditCommand = v.InferOutput<typeof editSchema>;
