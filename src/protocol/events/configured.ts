// configured: settings of the room were changed.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const configuredEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("configured"),
  by: authorSchema,
  id: commandIdSchema,
  title: v.optional(v.string()),
  topic: v.optional(v.string()),
  visibility: v.optional(v.string()),
  slowModeMs: v.optional(v.number()),
  guests: v.optional(v.boolean()),
  readOnly: v.optional(v.boolean()),
  retentionDays: v.optional(v.number()),
});
export type ConfiguredEvent = v.InferOutput<typeof configuredEventSchema>;
