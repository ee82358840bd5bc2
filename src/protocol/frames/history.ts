// history: messages as they stand now, oldest first.

import * as v from "valibot";
import { messageSchema, mineSchema } from "../message.ts";
import { myVotesSchema } from "../poll.ts";
import { commandIdSchema } from "../schemas.ts";

export const historyFrameSchema = v.looseObject({
  type: v.literal("history"),
  id: commandIdSchema,
  messages: v.array(messageSchema),
  mine: mineSchema,
  /** Absent where there are none. */
  myVotes: v.optional(myVotesSchema),
  /** There is more in the direction that was asked for. */
  more: v.boolean(),
});
export type HistoryFrame = v.InferOutput<typeof historyFrameSchema>;
