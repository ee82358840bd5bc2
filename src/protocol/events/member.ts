// member: something about a member changed for good, such as the name.

import * as v from "valibot";
import { authorSchema, commandIdSchema, seqSchema, timeSchema } from "../schemas.ts";

export const memberEventSchema = v.looseObject({
  seq: seqSchema,
  at: timeSchema,
  kind: v.literal("member"),
  by: authorSchema,
  id: commandIdSchema,
  /** Whom it is about, under the new name where the action is `rename`. */
  member: authorSchema,
  /** `join`, `leave`, `rename`, `erase`, or one of `moderate`; a client ignores actions that it does not know. */
  action: v.string(),
  /** Of `ban` and `mute`; absent: for ever. */
  untilAt: v.optional(timeSchema),
  /** Of `role`, and of `join`. */
  role: v.optional(v.string()),
  reason: v.optional(v.string()),
  /** Names and reasons are gone with what the member wrote (contract 2). */
  erased: v.optional(v.literal(true)),
  /** Of `role`: the room was handed on, by two events. */
  transfer: v.optional(v.boolean()),
});
export type MemberEvent = v.InferOutput<typeof memberEventSchema>;
