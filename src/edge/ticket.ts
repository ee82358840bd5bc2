// Tickets: short-lived stand-ins for a session, for clients that can send neither header nor cookie (contract 3).

import { errors, jwtVerify, SignJWT } from "jose";
import * as v from "valibot";
import { TICKET_MS } from "../protocol/limits.ts";
import { displayNameSchema, roleSchema, timeSchema } from "../protocol/schemas.ts";
import { type Holder, principalFor } from "./holder.ts";

const AUDIENCE = "hubbub-ticket";
const ALGORITHM = "HS256";

/** Besides who it is for, when the session ends: a socket opened by a ticket lives as long as the session, not the ticket. */
const claimsSchema = v.object({
  sub: v.string(),
  name: displayNameSchema,
  /** The session's, where it has one: signing out ends what the ticket opened. */
  jti: v.optional(v.string()),
  iat: v.pipe(v.number(), v.safeInteger()),
  room: v.string(),
  /** What the token claimed for the room. */
  role: v.optional(roleSchema),
  operator: v.optional(v.boolean(), false),
  sessionExp: v.pipe(v.number(), v.safeInteger()),
  /** A guest's, in milliseconds. */
  madeAt: v.optional(timeSchema),
});

export type VerifiedTicket =
  | { readonly kind: "valid"; readonly holder: Holder }
  | { readonly kind: "expired" }
  | { readonly kind: "forged" };

/** Never outlives the session that it stands for. */
export async function signTicket(
  key: CryptoKey,
  holder: Holder,
  room: string,
  now: number,
): Promise<{ ticket: string; expiresAt: number }> {
  const issuedAt = Math.floor(now / 1000);
  const { role, session, operator, expiresAt: endsAt } = principalFor(holder, room);
  const sessionExp = endsAt / 1000;
  const expiresAt = Math.min(issuedAt + TICKET_MS / 1000, sessionExp);
  const claims = {
    name: holder.name,
    room,
    sessionExp,
    ...(role === undefined ? {} : { role }),
    ...(session === undefined ? {} : { jti: session }),
    ...(holder.madeAt === undefined ? {} : { madeAt: holder.madeAt }),
    ...(operator === true ? { operator } : {}),
  };
  const ticket = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(holder.id)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { ticket, expiresAt: expiresAt * 1000 };
}

/** A ticket for another room is as good as none. */
export async function verifyTicket(
  key: CryptoKey,
  ticket: string,
  room: string | undefined,
  now: number,
): Promise<VerifiedTicket> {
  try {
    const { payload } = await jwtVerify(ticket, key, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      requiredClaims: ["exp"],
      currentDate: new Date(now),
    });
    const claims = v.safeParse(claimsSchema, payload);
    if (!claims.success || claims.output.room !== room) return { kind: "forged" };
    const { sub, name, jti, role, operator, sessionExp, madeAt } = claims.output;
    return {
      kind: "valid",
      holder: {
        id: sub,
        name,
        session: jti,
        expiresAt: sessionExp * 1000,
        ...(madeAt === undefined ? {} : { madeAt }),
        operator,
        ...(role === undefined || room === undefined ? {} : { rooms: { [room]: role } }),
      },
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "expired" };
    if (error instanceof errors.JOSEError) return { kind: "forged" };
    throw error;
  }
}
