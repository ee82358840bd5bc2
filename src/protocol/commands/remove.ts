// remove: takes a message's content away; its place stays. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, reasonSchema, seqSchema } from "../schemas.ts";

export const removeSchema = v.object({
  type: v.literal("remove"),
  id: commandIdSchema,
  message: seqSchema,
  reason: v.optional(reasonSchema),
});
export type RemoveCommand = v.InferOutput<typeof removeSchema>;
