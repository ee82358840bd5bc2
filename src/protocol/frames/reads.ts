// reads: how far members have read, by their ids, in small rooms; merged.

import * as v from "valibot";
import { headSchema } from "../schemas.ts";

export const readsFrameSchema = v.looseObject({ type: v.literal("reads"), reads: v.record(v.string(), headSchema) });
export type ReadsFrame = v.InferOutput<typeof readsFrameSchema>;
