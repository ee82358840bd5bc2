// Guest tokens: JWTs of this deployment (contract 11), HS256 under the guest key and nothing else.

import { errors, jwtVerify, SignJWT } from "jose";
import * as v from "valibot";
import { SESSION_GRACE_MS } from "../protocol/limits.ts";
import { displayNameSchema, timeSchema } from "../protocol/schemas.ts";
import type { Guest } from "./guest.ts";

const AUDIENCE = "hubbub";
const ALGORITHM = "HS256";

/** A token signed before a name's accents were counted goes on, with fewer of them. */
const nameSchema = v.union([
  displayNameSchema,
  v.pipe(
    v.string(),
    v.transform((name) => name.normalize("NFC").replaceAll(/(\p{M}{2})\p{M}+/gu, "$1")),
    displayNameSchema,
  ),
]);

const claimsSchema = v.object({
  sub: v.pipe(v.string(), v.regex(/^g_[A-Za-z0-9_-]{22}$/)),
  name: nameSchema,
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  iat: v.pipe(v.number(), v.safeInteger()),
  exp: v.pipe(v.number(), v.safeInteger()),
  /** Milliseconds. Absent in tokens of older versions, which are as old as they say at least. */
  madeAt: v.optional(timeSchema),
  operatorUntil: v.optional(v.pipe(v.number(), v.safeInteger())),
});

export type VerifiedGuest =
  | { readonly kind: "valid"; readonly guest: Guest }
  /** Past its end, but near enough to be renewed (contract 11). It opens nothing else. */
  | { readonly kind: "lately_expired"; readonly guest: Guest }
  | { readonly kind: "expired" }
  | { readonly kind: "forged" };

export async function signGuest(key: CryptoKey, guest: Guest): Promise<string> {
  const office = guest.operatorUntil === undefined ? {} : { operatorUntil: guest.operatorUntil / 1000 };
  return new SignJWT({ name: guest.name, madeAt: guest.madeAt, ...office })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(guest.id)
    .setAudience(AUDIENCE)
    .setJti(guest.session)
    .setIssuedAt(guest.issuedAt / 1000)
    .setExpirationTime(guest.expiresAt / 1000)
    .sign(key);
}

/** The algorithm follows from the key: whatever the token's header says, `none` above all, it must be HS256. */
export async function verifyGuest(key: CryptoKey, token: string, now: number): Promise<VerifiedGuest> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      clockTolerance: SESSION_GRACE_MS / 1000,
      currentDate: new Date(now),
    });
    const claims = v.safeParse(claimsSchema, payload);
    if (!claims.success) return { kind: "forged" };
    const { sub, name, jti, iat, exp, madeAt = iat * 1000, operatorUntil = 0 } = claims.output;
    const office = operatorUntil * 1000 > now ? { operatorUntil: operatorUntil * 1000 } : {};
    const times = { madeAt, issuedAt: iat * 1000, expiresAt: exp * 1000 };
    const guest: Guest = { id: sub, name, session: jti, ...times, ...office };
    return { kind: now < guest.expiresAt ? "valid" : "lately_expired", guest };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "expired" };
    if (error instanceof errors.JOSEError) return { kind: "forged" };
    throw error;
  }
}
