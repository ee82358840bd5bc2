// removed: a message's content was taken away; its place stays.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const removedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("removed"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
  reason: v.optional(v.string()),
  /** Names and reasons are gone with what the member wrote (contract 2). */
  erased: v.optional(v.literal(true)),
});
export type RemovedEvent = v.InferOutput<typeof removedEventSchema>;
