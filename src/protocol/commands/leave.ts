// leave: ends one's membership of the room for good, on all devices. Answered by an ack.

import * as v from "valibot";
import { commandIdSchema } from "../schemas.ts";

export const leaveSchema = v.object({ type: v.literal("leave"), id: commandIdSchema });
export type LeaveCommand = v.InferOutput<typeof leaveSchema>;
