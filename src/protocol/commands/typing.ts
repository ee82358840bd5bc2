// typing: tells that one writes, or has stopped. No answer; never stored.

import * as v from "valibot";

export const typingSchema = v.object({ type: v.literal("typing"), on: v.boolean("must be true or false") });
export type TypingCommand = v.InferOutput<typeof typingSchema>;
