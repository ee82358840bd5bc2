// Who is banned or muted in a room, as `GET …/standings` tells its moderators (contract 10).

import * as v from "valibot";
import { RECORDS_MAX } from "./limits.ts";
import { authorSchema, countSchema, memberIdSchema, timeSchema } from "./schemas.ts";

/** `after` is the id of a member, exclusive. */
export const standingsRangeSchema = v.object({
  after: v.optional(memberIdSchema),
  limit: v.optional(countSchema(1, RECORDS_MAX), RECORDS_MAX),
});
export type StandingsRange = v.InferOutput<typeof standingsRangeSchema>;

/** A ban or a mute that holds: until when (absent: for ever), and by whom, when and why, as far as the room still has that. */
export const restraintSchema = v.looseObject({
  untilAt: v.optional(timeSchema),
  by: v.optional(authorSchema),
  at: v.optional(timeSchema),
  reason: v.optional(v.string()),
});
export type Restraint = v.InferOutput<typeof restraintSchema>;

/** A member who is banned, muted, or both. */
export const restrainedSchema = v.looseObject({
  member: authorSchema,
  ban: v.optional(restraintSchema),
  mute: v.optional(restraintSchema),
});
export type Restrained = v.InferOutput<typeof restrainedSchema>;

/** By the ids of the members. */
export const standingsPageSchema = v.looseObject({ standings: v.array(restrainedSchema), more: v.boolean() });
export type StandingsPage = v.InferOutput<typeof standingsPageSchema>;
