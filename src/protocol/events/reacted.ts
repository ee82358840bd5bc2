// reacted: somebody put a reaction on a message, or took it back.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const reactedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("reacted"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
  emoji: v.string(),
  on: v.boolean(),
});
export type ReactedEvent = v.InferOutput<typeof reactedEventSchema>;
