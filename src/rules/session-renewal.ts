// What a room and the edge tell each other about a guest's token that is renewed over its connection.

import * as v from "valibot";
import { timeSchema } from "../protocol/schemas.ts";

/** `name` is the one in the token, `session` its `jti`, `madeAt` when the identity was made: all stay. */
export const sessionToRenewSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^g_[A-Za-z0-9_-]{22}$/)),
  name: v.string(),
  session: v.string(),
  madeAt: timeSchema,
});
export type SessionToRenew = v.InferOutput<typeof sessionToRenewSchema>;

export const renewedSessionSchema = v.object({ token: v.string(), expiresAt: timeSchema, renewsAt: timeSchema });
export type RenewedSession = v.InferOutput<typeof renewedSessionSchema>;
