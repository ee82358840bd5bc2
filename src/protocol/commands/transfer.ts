// transfer: makes another member the owner and steps down, in one. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, memberIdSchema } from "../schemas.ts";

export const transferSchema = v.object({
  type: v.literal("transfer"),
  id: commandIdSchema,
  /** Who owns the room from then on. */
  member: memberIdSchema,
});
export type TransferCommand = v.InferOutput<typeof transferSchema>;
