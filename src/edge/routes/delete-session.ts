// DELETE /api/session: signs out. Every token of the session is refused within 60 s, everywhere.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { SESSION_GRACE_MS, SESSION_MS } from "../../protocol/limits.ts";
import { type Identity, identify } from "../identity.ts";
import { askLobby } from "../lobby-object.ts";
import { memoryOf } from "../memory.ts";
import { clearedCookie } from "../session-cookie.ts";

/**
 * From the sign-out, not from the token: a renewal, made until now, of the same session may outlive the token that was
 * shown, and an expired one could still be renewed.
 */
const KEPT_MS = SESSION_MS + SESSION_GRACE_MS;

export async function deleteSession(request: Request, env: Env): Promise<Response> {
  const now = Date.now();
  const session = sessionToEnd(await identify(request, env, now));
  if (session !== undefined) await signOut(env, session, now);
  return new Response(null, { status: 204, headers: { "set-cookie": clearedCookie(new URL(request.url)) } });
}

/** Who is signed out already, or never was in, has what was asked for. */
function sessionToEnd(identity: Identity): string | undefined {
  switch (identity.kind) {
    case "none":
      return undefined;
    case "known":
      return identity.holder.session;
    case "refused":
      if (identity.renewable !== undefined || identity.given.via === "cookie") return identity.renewable?.session;
      throw identity.error;
  }
}

async function signOut(env: Env, session: string, now: number): Promise<void> {
  try {
    await askLobby(env, (lobby) => lobby.signOut(session, now + KEPT_MS));
  } catch (cause) {
    throw new ChatError("overloaded", "unable to sign out; the list of signed-out sessions is out of reach", {
      cause,
      retryAfterMs: 2_000,
    });
  }
  memoryOf(env).signedOut.add(session);
}
