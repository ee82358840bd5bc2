// edited: an author replaced the text of a message.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const editedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("edited"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
  text: v.optional(v.string()),
  /** Whom the message speaks to from now on; absent: those to whom it spoke before. */
  mentions: v.optional(v.array(v.string())),
  /** The content is gone with the message's (contract 2): `text` is absent. */
  erased: v.optional(v.literal(true)),
});
export type EditedEvent = v.InferOutput<typeof editedEventSchema>;
