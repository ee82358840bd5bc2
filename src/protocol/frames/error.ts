// error: a command was refused, or the connection is about to close.

import * as v from "valibot";

export const errorSchema = v.looseObject({
  type: v.literal("error"),
  /** The command's id, where it had one. */
  id: v.optional(v.string()),
  /** A code of contract 6; a client treats one it does not know as a refusal. */
  code: v.string(),
  /** For people. */
  message: v.string(),
  retryAfterMs: v.optional(v.number()),
  /** Path of the page where somebody passes what is asked of new guests. */
  challenge: v.optional(v.string()),
});
export type ErrorFrame = v.InferOutput<typeof errorSchema>;
