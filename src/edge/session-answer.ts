// What a route answers that gave somebody a guest's session: the token, and the cookie that carries it too.

import type { Env } from "../env.ts";
import type { SessionResponse } from "../protocol/http.ts";
import type { Guest } from "./guest.ts";
import { signGuest } from "./guest-token.ts";
import { signingKeys } from "./keys.ts";
import { sessionCookie } from "./session-cookie.ts";

/** 201. */
export async function sessionAnswer(request: Request, env: Env, guest: Guest): Promise<Response> {
  const token = await signGuest((await signingKeys(env)).guest, guest);
  const session: SessionResponse = { token, expiresAt: guest.expiresAt, member: { id: guest.id, name: guest.name } };
  const headers = { "set-cookie": sessionCookie(token, new URL(request.url)) };
  return Response.json(session, { status: 201, headers });
}
