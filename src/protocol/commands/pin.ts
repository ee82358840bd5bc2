// pin: keeps a message at hand for everybody, or lets it go. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, seqSchema } from "../schemas.ts";

export const pinSchema = v.object({
  type: v.literal("pin"),
  id: commandIdSchema,
  message: seqSchema,
  on: v.boolean("must be true or false"),
});
export type PinCommand = v.InferOutput<typeof pinSchema>;
