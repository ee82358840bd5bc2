// session: a token that replaces the one in use.

import * as v from "valibot";
import { timeSchema } from "../schemas.ts";

export const sessionFields = { token: v.string(), expiresAt: timeSchema };

export const sessionFrameSchema = v.looseObject({ type: v.literal("session"), ...sessionFields });
export type SessionFrame = v.InferOutput<typeof sessionFrameSchema>;
