// values: the newest of each key that changed (contract 13); merged, so values in between may never be seen.

import * as v from "valibot";
import { authorSchema, timeSchema } from "../schemas.ts";

/** `value` is null where the key was cleared. */
export const valueSchema = v.looseObject({ value: v.unknown(), at: timeSchema, by: authorSchema });
export type Value = v.InferOutput<typeof valueSchema>;

export const valuesFrameSchema = v.looseObject({
  type: v.literal("values"),
  values: v.record(v.string(), valueSchema),
});
export type ValuesFrame = v.InferOutput<typeof valuesFrameSchema>;
