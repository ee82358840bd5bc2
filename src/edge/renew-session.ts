// A guest's token renewed for a connection that is open, as its room asks (contract 11).

import type { Env } from "../env.ts";
import type { RenewedSession, SessionToRenew } from "../rules/session-renewal.ts";
import { guestAgain, renewsAt } from "./guest.ts";
import { signGuest } from "./guest-token.ts";
import { signingKeys } from "./keys.ts";
import { memoryOf } from "./memory.ts";

/** Undefined for a session that was signed out. Whoever asks has verified the token that is renewed. */
export async function renewSession(env: Env, asked: SessionToRenew, now: number): Promise<RenewedSession | undefined> {
  const { id, name, session, madeAt } = asked;
  if (await memoryOf(env).signedOut.has(session, env, now)) return undefined;
  const guest = { ...guestAgain({ id, name, madeAt }, now), session };
  const token = await signGuest((await signingKeys(env)).guest, guest);
  return { token, expiresAt: guest.expiresAt, renewsAt: renewsAt(guest) };
}
