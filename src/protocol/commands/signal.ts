// signal: something for whoever listens now. No answer; never stored, may be dropped.

import * as v from "valibot";
import { jsonSchema, nameSchema } from "../schemas.ts";

export const signalSchema = v.object({
  type: v.literal("signal"),
  name: nameSchema,
  data: jsonSchema,
});
export type SignalCommand = v.InferOutput<typeof signalSchema>;
