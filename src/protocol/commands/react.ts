// react: puts one's reaction on a message, or takes it back. Answered by an ack.

import * as v from "valibot";
import { EMOJI_BYTES } from "../limits.ts";
import { commandIdSchema, seqSchema } from "../schemas.ts";
import { isEmoji } from "../text.ts";

export const reactSchema = v.object({
  type: v.literal("react"),
  id: commandIdSchema,
  message: seqSchema,
  emoji: v.pipe(
    v.string("must be a string"),
    v.check(isEmoji, `must be 1–${EMOJI_BYTES} bytes, without controls and spaces`),
  ),
  on: v.boolean("must be true or false"),
});
export type ReactCommand = v.InferOutput<typeof reactSchema>;
