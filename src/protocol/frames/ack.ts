// ack: the command with this id is done, durably.

import * as v from "valibot";
import { commandIdSchema, headSchema, timeSchema } from "../schemas.ts";

export const ackSchema = v.looseObject({
  type: v.literal("ack"),
  id: commandIdSchema,
  /** The seq of the event it made, or 0 where nothing had to change. */
  seq: headSchema,
  at: timeSchema,
});
export type AckFrame = v.InferOutput<typeof ackSchema>;
