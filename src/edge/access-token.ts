// Cloudflare Access in front of the deployment: who it let through, by the assertion that it puts on each request (contract 11).

import { errors, jwtVerify } from "jose";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { memberIdSchema } from "../protocol/schemas.ts";
import { parseDisplayName } from "../protocol/text.ts";
import type { VerifiedHolder } from "./holder.ts";
import { type HostKeys, remoteKeys } from "./host-keys.ts";

/** Never the cookie `CF_Authorization`, which a browser sends along whatever page asks. */
export const ACCESS_HEADER = "cf-access-jwt-assertion";
/** Where Access is on, no token of a host site names a member that begins so. */
export const ACCESS_PREFIX = "access:";

const TEAM = /^https:\/\/[a-z0-9-]+\.cloudflareaccess\.com$/;
/** A stand-in for tests. */
const LOCAL_TEAM = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;

const claimsSchema = v.object({
  sub: v.optional(v.string(), ""),
  /** Of a service token, whose `sub` is empty. */
  common_name: v.optional(v.string(), ""),
  name: v.optional(v.string(), ""),
  email: v.optional(v.string(), ""),
  exp: v.pipe(v.number(), v.safeInteger()),
});

/** jose keeps and renews the keys of a team behind it. */
const keysOfTeams = new Map<string, HostKeys>();

export function hasAccess(env: Env): boolean {
  return isSet(env.ACCESS_TEAM) || isSet(env.ACCESS_AUD);
}

/** Throws `overloaded` where the team's keys are out of reach, and where the variables are half set or wrong. */
export async function verifyAccess(env: Env, token: string, now: number): Promise<VerifiedHolder> {
  const { team, audience } = settingsOf(env);
  try {
    const { payload } = await jwtVerify(token, keysOf(team), {
      algorithms: ["RS256"],
      issuer: team,
      audience,
      requiredClaims: ["exp", "iat"],
      currentDate: new Date(now),
    });
    const claims = v.safeParse(claimsSchema, payload);
    if (!claims.success) return { kind: "forged" };
    const { sub, common_name, name, email, exp } = claims.output;
    const own = sub === "" ? common_name : sub;
    const id = v.safeParse(memberIdSchema, ACCESS_PREFIX + own);
    if (!id.success || own === "") return { kind: "forged" };
    const shown = [name, email.split("@", 1)[0] ?? "", common_name].map((each) => parseDisplayName(each));
    const holder = {
      id: id.output,
      name: shown.find((each) => each !== undefined) ?? "Member",
      session: undefined,
      expiresAt: exp * 1000,
    };
    return { kind: "valid", holder };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "expired" };
    if (error instanceof errors.JOSEError) return { kind: "forged" };
    throw error;
  }
}

function settingsOf(env: Env): { readonly team: string; readonly audience: string[] } {
  const team = (env.ACCESS_TEAM ?? "").trim().replace(/\/$/, "");
  const audience = (env.ACCESS_AUD ?? "").split(/[\s,]+/).filter((tag) => tag !== "");
  if (audience.length === 0 || !(TEAM.test(team) || LOCAL_TEAM.test(team)))
    throw new Error("ACCESS_TEAM must be https://<team>.cloudflareaccess.com, and ACCESS_AUD the application's tag");
  return { team, audience };
}

function keysOf(team: string): HostKeys {
  const known = keysOfTeams.get(team);
  if (known !== undefined) return known;
  const keys = remoteKeys(new URL("/cdn-cgi/access/certs", team));
  keysOfTeams.set(team, keys);
  return keys;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable.trim() !== "";
}
