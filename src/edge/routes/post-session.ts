// POST /api/session: a guest's session, new or renewed.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type SessionResponse, sessionRequestSchema } from "../../protocol/http.ts";
import { admitGuest } from "../admit-guest.ts";
import { readJson } from "../body.ts";
import { type Guest, renewGuest } from "../guest.ts";
import { signGuest } from "../guest-token.ts";
import { type Identity, identify } from "../identity.ts";
import { signingKeys } from "../keys.ts";
import { logAccess } from "../log.ts";
import { sessionCookie } from "../session-cookie.ts";

const OPERATION = "make session";

export async function postSession(request: Request, env: Env): Promise<Response> {
  const body = v.safeParse(sessionRequestSchema, (await readJson(request, OPERATION)) ?? {});
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const now = Date.now();
  const known = renewableGuest(await identify(request, env, now));
  const guest =
    known === undefined ? admitGuest(request, env, body.output.name, now) : renewGuest(known, now, body.output.name);
  const token = await signGuest((await signingKeys(env)).guest, guest);
  logAccess(known === undefined ? "session_made" : "session_renewed", {});
  const session: SessionResponse = { token, expiresAt: guest.expiresAt, member: { id: guest.id, name: guest.name } };
  const headers = { "set-cookie": sessionCookie(token, new URL(request.url)) };
  return Response.json(session, { status: 201, headers });
}

/**
 * A bad cookie is no obstacle here, but the reason to come: its page can neither read nor drop it. A bad token that was
 * given on purpose is refused like everywhere.
 */
function renewableGuest(identity: Identity): Guest | undefined {
  switch (identity.kind) {
    case "none":
      return undefined;
    case "known":
      if (identity.guest !== undefined) return identity.guest;
      throw new ChatError("forbidden", `unable to ${OPERATION}; this session is a host site's, which renews it`);
    case "refused":
      if (identity.renewable !== undefined || identity.given.via === "cookie") return identity.renewable;
      throw identity.error;
  }
}
