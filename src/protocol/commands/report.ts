// report: tells the moderators of a message. Answered by an ack with seq 0; nobody else hears of it.

import * as v from "valibot";
import { commandIdSchema, reasonSchema, seqSchema } from "../schemas.ts";

export const reportSchema = v.object({
  type: v.literal("report"),
  id: commandIdSchema,
  message: seqSchema,
  reason: v.optional(reasonSchema),
});
export type ReportCommand = v.InferOutput<typeof reportSchema>;
