// authenticate: a newer token of the same member takes the place of the one in use. Answered by an ack with seq 0.

import * as v from "valibot";
import { commandIdSchema } from "../schemas.ts";

export const authenticateSchema = v.object({
  type: v.literal("authenticate"),
  id: commandIdSchema,
  token: v.pipe(v.string("must be a string"), v.minLength(1, "must not be empty"), v.maxLength(8192, "is too long")),
});
export type AuthenticateCommand = v.InferOutput<typeof authenticateSchema>;
