// moderate: acts on a member of lower role: sends away, bans, mutes, gives a role. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, memberIdSchema, reasonSchema, roleSchema, timeSchema } from "../schemas.ts";

export const MODERATIONS = ["kick", "ban", "unban", "mute", "unmute", "role"] as const;
export type Moderation = (typeof MODERATIONS)[number];

export const moderateSchema = v.pipe(
  v.object({
    type: v.literal("moderate"),
    id: commandIdSchema,
    action: v.picklist(MODERATIONS, "is no action"),
    member: memberIdSchema,
    /** Of `ban` and `mute`; absent: for ever. */
    untilAt: v.optional(timeSchema),
    /** Of `role`. */
    role: v.optional(roleSchema),
    reason: v.optional(reasonSchema),
  }),
  v.check(({ action, role }) => (action === "role") === (role !== undefined), "must name a role for role alone"),
  v.check(
    ({ action, untilAt }) => untilAt === undefined || action === "ban" || action === "mute",
    "may name untilAt for ban and mute alone",
  ),
);
export type ModerateCommand = v.InferOutput<typeof moderateSchema>;
