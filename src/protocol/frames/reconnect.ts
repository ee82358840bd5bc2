// reconnect: close within a time and come back with the cursor.

import * as v from "valibot";

export const reconnectSchema = v.looseObject({ type: v.literal("reconnect"), afterMs: v.number() });
export type ReconnectFrame = v.InferOutput<typeof reconnectSchema>;
