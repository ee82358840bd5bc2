// POST /api/session/device/claim: a session of the guest that a one-use code stands for.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import type { DeviceGuest } from "../../lobby/device-codes.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { deviceClaimSchema } from "../../protocol/http-session.ts";
import { readJson } from "../body.ts";
import { guestAgain } from "../guest.ts";
import { limitHandover } from "../limit-handover.ts";
import { askLobby } from "../lobby-object.ts";
import { digestOf } from "../secret.ts";
import { sessionAnswer } from "../session-answer.ts";

const OPERATION = "use code";

/** 201. Whoever the browser was before, it is this guest from now on. A wrong code, a used one and an expired one are one. */
export async function postDeviceClaim(request: Request, env: Env): Promise<Response> {
  const body = v.safeParse(deviceClaimSchema, await readJson(request, OPERATION));
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const now = Date.now();
  limitHandover(request, env, OPERATION, now);
  const guest = await take(env, await digestOf(body.output.code));
  if (guest === undefined) throw new ChatError("not_found", `unable to ${OPERATION}; it is wrong, used or expired`);
  const { member: id, name, madeAt } = guest;
  return sessionAnswer(request, env, guestAgain({ id, name, madeAt }, now));
}

/** Asked once: a code whose answer was lost is used up. */
async function take(env: Env, digest: string): Promise<DeviceGuest | undefined> {
  try {
    return await askLobby<DeviceGuest | undefined>(env, (lobby) => lobby.takeDeviceCode(digest));
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; it cannot be looked up now`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
}
