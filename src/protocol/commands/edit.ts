// edit: replaces the text of one's own message. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, seqSchema, textSchema } from "../schemas.ts";

export const editSchema = v.object({
  type: v.literal("edit"),
  id: commandIdSchema,
  message: seqSchema,
  text: textSchema,
});
export type EditCommand = v.InferOutput<typeof editSchema>;
