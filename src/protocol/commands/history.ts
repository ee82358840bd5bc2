// history: asks for messages before or after a seq. Answered by a history frame.

import * as v from "valibot";
import { HISTORY_DEFAULT, HISTORY_MAX } from "../limits.ts";
import { commandIdSchema, headSchema, seqSchema } from "../schemas.ts";

/** The range of a look into history, the same over WebSocket and HTTP. Both ends are exclusive. */
export const historyRange = {
  before: v.optional(seqSchema),
  after: v.optional(headSchema),
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

const oneEnd = <T extends { before?: number | undefined; after?: number | undefined }>() =>
  v.check<T, string>(
    (range) => range.before === undefined || range.after === undefined,
    "must name before or after, not both",
  );

export const historyRangeSchema = v.pipe(v.object(historyRange), oneEnd());
export type HistoryRange = v.InferOutput<typeof historyRangeSchema>;

export const historySchema = v.pipe(
  v.object({ type: v.literal("history"), id: commandIdSchema, ...historyRange }),
  oneEnd(),
);
export type HistoryCommand = v.InferOutput<typeof historySchema>;
