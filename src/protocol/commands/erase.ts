// erase: takes all that a member wrote away, and the names they had. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, memberIdSchema } from "../schemas.ts";

export const eraseSchema = v.object({
  type: v.literal("erase"),
  id: commandIdSchema,
  /** Absent: oneself. */
  member: v.optional(memberIdSchema),
});
export type EraseCommand = v.InferOutput<typeof eraseSchema>;
