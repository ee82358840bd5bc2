// presence: who came, who went, and how many are here.

import * as v from "valibot";
import { rosterEntrySchema } from "../schemas.ts";

export const presenceSchema = v.looseObject({
  type: v.literal("presence"),
  count: v.number(),
  joined: v.optional(v.array(rosterEntrySchema)),
  /** Ids of members. */
  left: v.optional(v.array(v.string())),
  /** Ids of members at none of whose devices anybody is any more, and of those who are back. */
  idle: v.optional(v.array(v.string())),
  active: v.optional(v.array(v.string())),
  /** A fresh roster that replaces the one held. */
  list: v.optional(v.array(rosterEntrySchema)),
  complete: v.optional(v.boolean()),
});
export type PresenceFrame = v.InferOutput<typeof presenceSchema>;
