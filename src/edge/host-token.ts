// Tokens of a host site: JWTs that name its own members (contract 11). None of them can stand for a guest of ours.

import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from "jose";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { memberIdSchema, roleSchema, roomNameSchema } from "../protocol/schemas.ts";
import { parseDisplayName } from "../protocol/text.ts";
import { isServerMadeId } from "../rules/permissions.ts";
import { ACCESS_PREFIX, hasAccess } from "./access-token.ts";
import { hasJwks, jwksOf } from "./host-keys.ts";
import type { VerifiedHolder } from "./holder.ts";

const AUDIENCE = "hubbub";
/** Clocks of host sites go wrong by seconds. `exp` has no such grace: it is exact (contract 11). */
const CLOCK_SKEW_S = 60;
/** The one algorithm of the shared secret, and those of public keys: no key is ever used with another kind's. */
const SECRET_ALGORITHMS = ["HS256"];
const PUBLIC_ALGORITHMS = ["ES256", "RS256", "EdDSA", "Ed25519"];

const claimsSchema = v.object({
  sub: v.pipe(
    memberIdSchema,
    v.check((sub) => !isServerMadeId(sub), "is an id that only this server gives"),
  ),
  name: v.optional(v.string()),
  jti: v.optional(v.pipe(v.string(), v.maxLength(64))),
  iat: v.pipe(v.number(), v.safeInteger()),
  exp: v.pipe(v.number(), v.safeInteger()),
  rooms: v.optional(v.record(v.union([roomNameSchema, v.literal("*")]), roleSchema), {}),
  /** Operates the deployment (contract 11). */
  operator: v.optional(v.boolean(), false),
});

/** Throws `overloaded` where the host site's keys are out of reach. `now` is milliseconds. */
export async function verifyHolder(env: Env, token: string, now: number): Promise<VerifiedHolder> {
  try {
    const claims = v.safeParse(claimsSchema, await verify(env, token, now));
    if (claims.success && hasAccess(env) && claims.output.sub.startsWith(ACCESS_PREFIX)) return { kind: "forged" };
    if (!claims.success || claims.output.iat * 1000 > now + CLOCK_SKEW_S * 1000) return { kind: "forged" };
    const { sub, name, jti, exp, rooms, operator } = claims.output;
    if (exp * 1000 <= now) return { kind: "expired" };
    return {
      kind: "valid",
      holder: {
        id: sub,
        name: parseDisplayName(name ?? "") ?? parseDisplayName(sub.slice(0, 64)) ?? "Member",
        session: jti,
        expiresAt: exp * 1000,
        rooms,
        operator,
      },
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "expired" };
    if (error instanceof errors.JOSEError) return { kind: "forged" };
    throw error;
  }
}

/** The header chooses among keys that are each bound to their algorithms; it cannot bring a key to another algorithm. */
async function verify(env: Env, token: string, now: number): Promise<JWTPayload> {
  const options = { audience: AUDIENCE, requiredClaims: ["sub", "iat", "exp"], currentDate: new Date(now) };
  if (algorithmOf(token) === "HS256") {
    if (env.AUTH_SECRET === undefined || env.AUTH_SECRET === "") throw new errors.JWTInvalid("no secret is set");
    const secret = new TextEncoder().encode(env.AUTH_SECRET);
    return (await jwtVerify(token, secret, { ...options, algorithms: SECRET_ALGORITHMS })).payload;
  }
  if (!hasJwks(env)) throw new errors.JWTInvalid("no keys are set");
  return (await jwtVerify(token, jwksOf(env), { ...options, algorithms: PUBLIC_ALGORITHMS })).payload;
}

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch (cause) {
    throw new errors.JWTInvalid("the header cannot be read", { cause });
  }
}
