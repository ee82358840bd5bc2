// signal: something for whoever listens now.

import * as v from "valibot";
import { authorSchema } from "../schemas.ts";

export const signalFrameSchema = v.looseObject({
  type: v.literal("signal"),
  from: authorSchema,
  name: v.string(),
  data: v.unknown(),
});
export type SignalFrame = v.InferOutput<typeof signalFrameSchema>;
