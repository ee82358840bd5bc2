// readThread: tells how far one has read in a thread. No answer; the room keeps the maximum.

import * as v from "valibot";
import { headSchema, seqSchema } from "../schemas.ts";

export const readThreadSchema = v.object({ type: v.literal("readThread"), thread: seqSchema, upTo: headSchema });
export type ReadThreadCommand = v.InferOutput<typeof readThreadSchema>;
