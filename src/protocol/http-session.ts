// Bodies of the routes that hand a session on: to another device, and to whoever operates the deployment (contract 9).

import * as v from "valibot";
import { timeSchema } from "./schemas.ts";

/** What `POST /api/session/device` gives: the code is in the fragment of `url` too. */
export const deviceCodeSchema = v.looseObject({ code: v.string(), url: v.string(), expiresAt: timeSchema });
export type DeviceCode = v.InferOutput<typeof deviceCodeSchema>;

/** `POST /api/session/device/claim`. */
export const deviceClaimSchema = v.object({ code: v.pipe(v.string("must be a string"), v.maxLength(100)) });

/** `POST /api/session/operator`: `link` is what stands in the fragment of the link. */
export const operatorRequestSchema = v.object({ link: v.pipe(v.string("must be a string"), v.maxLength(200)) });
