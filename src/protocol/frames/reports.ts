// reports: how many reports wait, for moderators and owners alone.

import * as v from "valibot";
import { headSchema } from "../schemas.ts";

export const reportsFrameSchema = v.looseObject({ type: v.literal("reports"), waiting: headSchema });
export type ReportsFrame = v.InferOutput<typeof reportsFrameSchema>;
