// A guest: a member known by a token alone. Making, renewing and ageing are pure; `now` is milliseconds.

import { SESSION_MS, SESSION_RENEW_AFTER_MS } from "../protocol/limits.ts";
import { randomId } from "./random-id.ts";

export type Guest = {
  /** The token's `sub`: `g_` and 128 random bits. */
  readonly id: string;
  readonly name: string;
  /** The token's `jti`. A renewal keeps it, so that signing out ends every token of the session. */
  readonly session: string;
  /** When the identity was made, in milliseconds. A renewal keeps it: bans of a network are for those who are newer. */
  readonly madeAt: number;
  /** Milliseconds, of whole seconds: a token counts in those. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The guest operates the deployment until then; milliseconds, of whole seconds. */
  readonly operatorUntil?: number;
};

export function newGuest(name: string, now: number): Guest {
  return { id: `g_${randomId()}`, name, session: randomId(), madeAt: now, ...lifeFrom(now) };
}

/** The same guest for another full life, under another name where one is given. */
export function renewGuest(guest: Guest, now: number, name: string = guest.name): Guest {
  return { ...guest, name, ...lifeFrom(now) };
}

/** The same guest in a session of its own: signing that out leaves the others. */
export function guestAgain({ id, name, madeAt }: Pick<Guest, "id" | "name" | "madeAt">, now: number): Guest {
  return { id, name, session: randomId(), madeAt, ...lifeFrom(now) };
}

/** The guest in a session of its own that operates the deployment until then. */
export function asOperator(guest: Guest, until: number, now: number): Guest {
  return { ...guestAgain(guest, now), operatorUntil: wholeSeconds(until) };
}

export function isDueForRenewal(guest: Guest, now: number): boolean {
  return now >= renewsAt(guest);
}

export function renewsAt({ issuedAt }: Guest): number {
  return issuedAt + SESSION_RENEW_AFTER_MS;
}

function lifeFrom(now: number): Pick<Guest, "issuedAt" | "expiresAt"> {
  const issuedAt = wholeSeconds(now);
  return { issuedAt, expiresAt: issuedAt + SESSION_MS };
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
