// purge: removes everything that a member said since a time. Answered by an ack with seq 0; each message makes its own event.

import * as v from "valibot";
import { commandIdSchema, memberIdSchema, reasonSchema, timeSchema } from "../schemas.ts";

export const purgeSchema = v.object({
  type: v.literal("purge"),
  id: commandIdSchema,
  member: memberIdSchema,
  /** Absent: everything. */
  sinceAt: v.optional(timeSchema),
  reason: v.optional(reasonSchema),
});
export type PurgeCommand = v.InferOutput<typeof purgeSchema>;
