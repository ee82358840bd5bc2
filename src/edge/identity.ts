// Who a request comes from, decided from its token alone, without touching a room.

import { decodeJwt } from "jose";
import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Asker, Principal } from "../rules/entry.ts";
import { GUEST_PREFIX } from "../rules/permissions.ts";
import { ACCESS_HEADER, hasAccess, verifyAccess } from "./access-token.ts";
import { type GivenToken, givenToken } from "./given-token.ts";
import { type Guest, renewsAt } from "./guest.ts";
import { verifyGuest } from "./guest-token.ts";
import { type Holder, principalFor, withOffice } from "./holder.ts";
import { verifyHolder } from "./host-token.ts";
import { signingKeys } from "./keys.ts";
import { memoryOf } from "./memory.ts";
import { networkMark } from "./network-mark.ts";
import { networkOf } from "./network-prefix.ts";
import { verifyTicket } from "./ticket.ts";

export type Identity =
  | { readonly kind: "none" }
  /** `guest` is there where the holder is one of ours, whose token is renewed. */
  | { readonly kind: "known"; readonly given: GivenToken; readonly holder: Holder; readonly guest?: Guest }
  /** `renewable` is the guest of a token that has lately expired, which a new session may start from. */
  | { readonly kind: "refused"; readonly given: GivenToken; readonly error: ChatError; readonly renewable?: Guest };

type Verified =
  | { readonly kind: "valid"; readonly holder: Holder; readonly guest?: Guest }
  | { readonly kind: "lately_expired"; readonly guest: Guest }
  | { readonly kind: "expired" }
  | { readonly kind: "forged" };

/** `room` is the one that a ticket must be for. Without a token nothing is asked of anybody. */
export async function identify(request: Request, env: Env, now: number, room?: string): Promise<Identity> {
  const given = givenToken(request, hasAccess(env) ? ACCESS_HEADER : undefined);
  if (given === undefined) return { kind: "none" };
  const verified = await verifyGiven(env, given, room, now);
  if (verified.kind === "forged") return { kind: "refused", given, error: notValid() };
  if (verified.kind === "expired") return { kind: "refused", given, error: expired() };
  const holder = verified.kind === "valid" ? verified.holder : verified.guest;
  if (holder.session !== undefined && (await memoryOf(env).signedOut.has(holder.session, env, now)))
    return { kind: "refused", given, error: signedOut() };
  if (verified.kind === "lately_expired")
    return { kind: "refused", given, error: expired(), renewable: verified.guest };
  const network = await networkMark(request, env);
  return {
    kind: "known",
    given,
    holder: { ...withOffice(holder, env.ADMINS), network },
    ...(verified.guest === undefined ? {} : { guest: verified.guest }),
  };
}

async function verifyGiven(env: Env, given: GivenToken, room: string | undefined, now: number): Promise<Verified> {
  switch (given.via) {
    case "ticket":
      return verifyTicket((await signingKeys(env)).ticket, given.token, room, now);
    case "access":
      return verifyAccess(env, given.token, now);
    case "header":
    case "subprotocol":
    case "cookie":
      return verifyToken(env, given.token, now);
  }
}

/**
 * A session token of any kind. Whose it claims to be decides under which key it must verify, so that no key of a host
 * site can make a guest, and no guest key a member of a host site.
 */
async function verifyToken(env: Env, token: string, now: number): Promise<Verified> {
  const keys = await signingKeys(env);
  const subject = claimedSubject(token);
  if (subject === undefined) return { kind: "forged" };
  if (!subject.startsWith(GUEST_PREFIX)) return verifyHolder(env, token, now);
  const verified = await verifyGuest(keys.guest, token, now);
  return verified.kind === "valid" ? { ...verified, holder: verified.guest } : verified;
}

/** What the token says of itself, not yet believed. */
function claimedSubject(token: string): string | undefined {
  try {
    return decodeJwt(token).sub;
  } catch {
    return undefined;
  }
}

/** The principal of a token that came otherwise than with a request. Throws why it is refused. */
export async function principalOfToken(env: Env, token: string, room: string): Promise<Principal> {
  const headers = { authorization: `Bearer ${token}` };
  const identity = await identify(new Request("https://token.invalid/", { headers }), env, Date.now(), room);
  if (identity.kind === "refused") throw identity.error;
  if (identity.kind === "none") throw new ChatError("unauthenticated", "unable to verify session; there is no token");
  const { holder, guest } = identity;
  return { ...principalFor(holder, room), ...(guest === undefined ? {} : { renewsAt: renewsAt(guest) }) };
}

/** For routes that anybody may read: undefined without a token, and a bad one is refused, never skipped. */
export async function readerOf(request: Request, env: Env, room?: string): Promise<Holder | undefined> {
  const identity = await identify(request, env, Date.now(), room);
  if (identity.kind === "refused") throw identity.error;
  return identity.kind === "known" ? identity.holder : undefined;
}

/** Who looks into a room: a member, or a network where there is no session. A bad token is refused, never skipped. */
export async function askerOf(request: Request, env: Env, room: string): Promise<Asker> {
  const reader = await readerOf(request, env, room);
  const network = networkOf(request);
  return {
    ...(reader === undefined ? {} : { principal: principalFor(reader, room) }),
    ...(network === undefined ? {} : { network }),
  };
}

/** For routes that need a session: `unauthenticated` without one. */
export async function requireHolder(request: Request, env: Env, operation: string, room?: string): Promise<Holder> {
  const holder = await readerOf(request, env, room);
  if (holder === undefined) throw new ChatError("unauthenticated", `unable to ${operation}; there is no session`);
  return holder;
}

/** The same, as a room is told of it. */
export async function requirePrincipal(
  request: Request,
  env: Env,
  operation: string,
  room: string,
): Promise<Principal> {
  return principalFor(await requireHolder(request, env, operation, room), room);
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
