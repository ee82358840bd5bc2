// resolve: takes a report off the queue. Answered by an ack with seq 0.

import * as v from "valibot";
import { commandIdSchema, reasonSchema, seqSchema } from "../schemas.ts";

export const OUTCOMES = ["acted", "dismissed"] as const;

export const resolveSchema = v.object({
  type: v.literal("resolve"),
  id: commandIdSchema,
  /** The report's number in its queue. */
  report: seqSchema,
  outcome: v.picklist(OUTCOMES, "is no outcome"),
  reason: v.optional(reasonSchema),
});
export type ResolveCommand = v.InferOutput<typeof resolveSchema>;
