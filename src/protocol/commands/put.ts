// put: sets the newest state of a key, or clears it with null. No answer; merged, so only the newest counts.

import * as v from "valibot";
import { jsonSchema, nameSchema } from "../schemas.ts";

export const putSchema = v.object({ type: v.literal("put"), key: nameSchema, value: jsonSchema });
export type PutCommand = v.InferOutput<typeof putSchema>;
