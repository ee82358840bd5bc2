// "Use on another device": a link that makes another device the same guest, made here and claimed there.

import * as v from "valibot";
import { ChatError, isErrorCode } from "../protocol/errors.ts";
import { problemSchema, type SessionResponse, sessionResponseSchema } from "../protocol/http.ts";
import { type DeviceCode, deviceCodeSchema } from "../protocol/http-session.ts";

export type Deployment = {
  /** Origin of the deployment, such as http://localhost:8787. */
  readonly origin: string;
  /** The guest's token; without it the browser's cookie counts. */
  readonly token?: string;
};

/** Gives a link, with a code in its fragment that is of use once and for 10 minutes. Throws the refusal. */
export async function makeDeviceLink({ origin, token }: Deployment): Promise<DeviceCode> {
  return v.parse(deviceCodeSchema, await post(`${origin}/api/session/device`, {}, token));
}

/**
 * Gives a session of the guest that a code stands for; in a browser of the same origin the cookie is set too. To be called
 * only after whoever is here agreed: from then on they are who made the code. Throws `not_found` for one that is of no use.
 */
export async function claimDevice({ origin }: Deployment, code: string): Promise<SessionResponse> {
  return v.parse(sessionResponseSchema, await post(`${origin}/api/session/device/claim`, { code }, undefined));
}

async function post(address: string, body: object, token: string | undefined): Promise<unknown> {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    credentials: token === undefined ? "same-origin" : "omit",
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { code, detail, retryAfterMs } = v.parse(problemSchema, answer);
  throw new ChatError(
    isErrorCode(code) ? code : "internal",
    detail,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
