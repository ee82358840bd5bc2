// voted: somebody chose among the options of a poll, or took that back.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const votedEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("voted"),
  by: authorSchema,
  id: commandIdSchema,
  message: seqSchema,
  /** Places of the options that they have chosen now, in order; none where they took it back. */
  options: v.array(v.number()),
  /** How many have chosen each option from here on: nobody has to know what was chosen before. */
  votes: v.array(v.number()),
  /** How many members have voted from here on. */
  voters: v.number(),
});
export type VotedEvent = v.InferOutput<typeof votedEventSchema>;
