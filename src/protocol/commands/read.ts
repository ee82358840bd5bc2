// read: tells how far one has read. No answer; the room keeps the maximum.

import * as v from "valibot";
import { headSchema } from "../schemas.ts";

export const readSchema = v.object({ type: v.literal("read"), upTo: headSchema });
export type ReadCommand = v.InferOutput<typeof readSchema>;
