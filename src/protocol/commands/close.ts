// close: ends a poll for good. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, seqSchema } from "../schemas.ts";

export const closeSchema = v.object({
  type: v.literal("close"),
  id: commandIdSchema,
  message: seqSchema,
});
export type CloseCommand = v.InferOutput<typeof closeSchema>;
