// resume: asks for everything after a cursor. Answered by a welcome and the events that were missed.

import * as v from "valibot";

/** `since` is any string: one that is no cursor is answered by a snapshot, not refused (contract 3.1). */
export const resumeSchema = v.object({
  type: v.literal("resume"),
  since: v.string("must be a string"),
});
export type ResumeCommand = v.InferOutput<typeof resumeSchema>;
