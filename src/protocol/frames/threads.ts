// threads: how far one has read oneself in threads, by the seqs of their roots; merged.

import * as v from "valibot";
import { headSchema } from "../schemas.ts";

export const threadsFrameSchema = v.looseObject({
  type: v.literal("threads"),
  threads: v.record(v.string(), headSchema),
});
export type ThreadsFrame = v.InferOutput<typeof threadsFrameSchema>;
