// read: how far one has read oneself, told on another device.

import * as v from "valibot";
import { headSchema } from "../schemas.ts";

export const readFrameSchema = v.looseObject({ type: v.literal("read"), upTo: headSchema });
export type ReadFrame = v.InferOutput<typeof readFrameSchema>;
