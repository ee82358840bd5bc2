// closed: a poll was ended.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const closedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("closed"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
});
export type ClosedEvent = v.InferOutput<typeof closedEventSchema>;
