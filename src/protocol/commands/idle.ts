// idle: tells that nobody is at this device, or is again. No answer; never stored.

import * as v from "valibot";

export const idleSchema = v.object({ type: v.literal("idle"), on: v.boolean("must be true or false") });
export type IdleCommand = v.InferOutput<typeof idleSchema>;
