// POST /api/session/device: a one-use code that makes another device the same guest.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { DeviceCode } from "../../protocol/http-session.ts";
import { DEVICE_CODE_MS } from "../../protocol/limits.ts";
import { identify } from "../identity.ts";
import { limitHandover } from "../limit-handover.ts";
import { askLobby } from "../lobby-object.ts";
import { ownOrigin } from "../room-address.ts";
import { digestOf, newSecret } from "../secret.ts";

const OPERATION = "make code";

/** 201. The Lobby keeps a digest: the code is told here and nowhere else. */
export async function postDevice(request: Request, env: Env): Promise<Response> {
  const now = Date.now();
  const identity = await identify(request, env, now);
  if (identity.kind === "refused") throw identity.error;
  if (identity.kind === "none") throw new ChatError("unauthenticated", `unable to ${OPERATION}; there is no session`);
  const { guest } = identity;
  if (guest === undefined)
    throw new ChatError("forbidden", `unable to ${OPERATION}; only the session of a guest can be taken along`);
  limitHandover(request, env, OPERATION, now);
  const code = newSecret();
  const digest = await digestOf(code);
  const expiresAt = now + DEVICE_CODE_MS;
  const { id: member, name, session, madeAt } = guest;
  try {
    await askLobby(env, (lobby) => lobby.keepDeviceCode(digest, { member, name, session, madeAt }, expiresAt));
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; there is nowhere to keep it`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
  const made: DeviceCode = { code, url: `${ownOrigin(request)}/#device=${code}`, expiresAt };
  return Response.json(made, { status: 201 });
}
