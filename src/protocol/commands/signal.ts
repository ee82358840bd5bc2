// signal: something for whoever listens now. No answer; never stored, may be dropped.

import * as v from "valibot";
import { jsonSchema } from "../schemas.ts";

const SIGNAL_NAME = /^[a-z][A-Za-z0-9_.:-]{0,63}$/;

export const signalSchema = v.object({
  type: v.literal("signal"),
  name: v.pipe(
    v.string("must be a string"),
    v.regex(SIGNAL_NAME, "must be 1–64 of letters, digits, _ . : -, a small letter first"),
  ),
  data: jsonSchema,
});
export type SignalCommand = v.InferOutput<typeof signalSchema>;
