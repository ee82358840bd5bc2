// rename: changes one's own display name in the room. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema, displayNameSchema } from "../schemas.ts";

export const renameSchema = v.object({
  type: v.literal("rename"),
  id: commandIdSchema,
  name: displayNameSchema,
});
export type RenameCommand = v.InferOutput<typeof renameSchema>;
