// history: asks for messages before or after a seq, or from a time on. Answered by a history frame.

import * as v from "valibot";
import { HISTORY_DEFAULT, HISTORY_MAX } from "../limits.ts";
import { commandIdSchema, headSchema, seqSchema, timeSchema } from "../schemas.ts";

/** The range of a look into history, the same over WebSocket and HTTP. Both ends are exclusive. */
export const historyRange = {
  before: v.optional(seqSchema),
  after: v.optional(headSchema),
  /** Said then or later, the oldest first chosen. */
  at: v.optional(timeSchema),
  thread: v.optional(seqSchema),
  limit: v.optional(
    v.pipe(
      v.number("must be a number"),
      v.integer("must be a whole number"),
      v.minValue(1, "must be 1 or more"),
      v.maxValue(HISTORY_MAX, `must be ${HISTORY_MAX} or less`),
    ),
    HISTORY_DEFAULT,
  ),
};

type Ends = { before?: number | undefined; after?: number | undefined; at?: number | undefined };

const oneEnd = <T extends Ends>() =>
  v.check<T, string>(
    ({ before, after, at }) => [before, after, at].filter((end) => end !== undefined).length < 2,
    "must name one of before, after and at",
  );

export const historyRangeSchema = v.pipe(v.object(historyRange), oneEnd());
export type HistoryRange = v.InferOutput<typeof historyRangeSchema>;

export const historySchema = v.pipe(
  v.object({ type: v.literal("history"), id: commandIdSchema, ...historyRange }),
  oneEnd(),
);
export type HistoryCommand = v.InferOutput<typeof historySchema>;
