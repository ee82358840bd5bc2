// Who a request comes from, decided from its token alone, without touching a room.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Principal } from "../rules/entry.ts";
import { type GivenToken, givenToken } from "./given-token.ts";
import type { Guest } from "./guest.ts";
import { verifyGuest } from "./guest-token.ts";
import { signingKeys } from "./keys.ts";
import { memoryOf } from "./memory.ts";
import { verifyTicket } from "./ticket.ts";

export type Identity =
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly given: GivenToken; readonly guest: Guest }
  /** `renewable` is the guest of a token that has lately expired, which a new session may start from. */
  | { readonly kind: "refused"; readonly given: GivenToken; readonly error: ChatError; readonly renewable?: Guest };

/** `room` is the one that a ticket must be for. Without a token nothing is asked of anybody. */
export async function identify(request: Request, env: Env, now: number, room?: string): Promise<Identity> {
  const given = givenToken(request);
  if (given === undefined) return { kind: "none" };
  const keys = await signingKeys(env);
  const verified =
    given.via === "ticket"
      ? await verifyTicket(keys.ticket, given.token, room, now)
      : await verifyGuest(keys.guest, given.token, now);
  if (verified.kind === "forged") return { kind: "refused", given, error: notValid() };
  if (verified.kind === "expired") return { kind: "refused", given, error: expired() };
  if (await memoryOf(env).signedOut.has(verified.guest.session, env, now))
    return { kind: "refused", given, error: signedOut() };
  if (verified.kind === "lately_expired")
    return { kind: "refused", given, error: expired(), renewable: verified.guest };
  return { kind: "known", given, guest: verified.guest };
}

/** For routes that anybody may read: undefined without a token, and a bad one is refused, never skipped. */
export async function readerOf(request: Request, env: Env, room?: string): Promise<Guest | undefined> {
  const identity = await identify(request, env, Date.now(), room);
  if (identity.kind === "refused") throw identity.error;
  return identity.kind === "known" ? identity.guest : undefined;
}

/** For routes that need a session: `unauthenticated` without one. */
export async function requireGuest(request: Request, env: Env, operation: string, room?: string): Promise<Guest> {
  const guest = await readerOf(request, env, room);
  if (guest === undefined) throw new ChatError("unauthenticated", `unable to ${operation}; there is no session`);
  return guest;
}

export function principalOf(guest: Guest): Principal {
  return { id: guest.id, name: guest.name, expiresAt: guest.expiresAt };
}

function notValid(): ChatError {
  return new ChatError("unauthenticated", "unable to verify session; its token is not valid here");
}

function expired(): ChatError {
  return new ChatError("expired", "unable to verify session; its token has expired");
}

function signedOut(): ChatError {
  return new ChatError("unauthenticated", "unable to verify session; it was signed out");
}
