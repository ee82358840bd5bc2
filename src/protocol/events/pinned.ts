// pinned: a message was pinned, or let go.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const pinnedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("pinned"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
  on: v.boolean(),
});
export type PinnedEvent = v.InferOutput<typeof pinnedEventSchema>;
