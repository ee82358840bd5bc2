// typing: who is writing. Each entry ends by itself on the receiver (limits.TYPING_EXPIRES_MS).

import * as v from "valibot";
import { authorSchema } from "../schemas.ts";

export const typingFrameSchema = v.looseObject({ type: v.literal("typing"), members: v.array(authorSchema) });
export type TypingFrame = v.InferOutput<typeof typingFrameSchema>;
