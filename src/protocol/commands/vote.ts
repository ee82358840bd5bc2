// vote: chooses among the options of a poll, in place of what one chose before. Answered by an ack.

import * as v from "valibot";
import { POLL_OPTIONS_MAX } from "../limits.ts";
import { commandIdSchema, countSchema, seqSchema, TOO_LARGE } from "../schemas.ts";

export const voteSchema = v.object({
  type: v.literal("vote"),
  id: commandIdSchema,
  message: seqSchema,
  /** Places of options, the first is 0; none takes the vote back. */
  options: v.pipe(
    v.array(countSchema(0, POLL_OPTIONS_MAX - 1)),
    v.maxLength(POLL_OPTIONS_MAX, `${TOO_LARGE}must be at most ${POLL_OPTIONS_MAX}`),
    v.check((options) => new Set(options).size === options.length, "must differ"),
  ),
});
export type VoteCommand = v.InferOutput<typeof voteSchema>;
