// Turnstile for new guests: whether it is asked for, and whether somebody passed (contract 9).

import * as v from "valibot";
import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { ChallengeError } from "./challenge-error.ts";
import { isLocal } from "./is-local.ts";

/** What the widget of the page is for: a token that was got for another use is worth nothing here. */
export const CHALLENGE_ACTION = "guest";

const VERIFY_ADDRESS = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const VERIFY_WAIT_MS = 3_000;

const outcomeSchema = v.object({
  success: v.boolean(),
  hostname: v.optional(v.string()),
  action: v.optional(v.string()),
});

/** Throws where one of the two variables is missing: what was to be closed must not be open. */
export function isChallenged(env: Env): boolean {
  const has = [env.TURNSTILE_SITEKEY, env.TURNSTILE_SECRET].map((each) => each !== undefined && each !== "");
  if (has[0] !== has[1]) throw new Error("TURNSTILE_SITEKEY and TURNSTILE_SECRET must be set together");
  return has[0] === true;
}

/**
 * Throws where Turnstile does not confirm the token for this host and use. Each token is confirmed once: Turnstile
 * itself sees to that. Where it cannot be asked nobody passes.
 */
export async function passChallenge(request: Request, env: Env, token: string, operation: string): Promise<void> {
  const outcome = await ask(env, token, operation);
  const url = new URL(request.url);
  // The keys that Cloudflare gives out for tests name a host of their own.
  const isHere = isLocal(url) || outcome.hostname === url.hostname;
  if (outcome.success && isHere && outcome.action === CHALLENGE_ACTION) return;
  throw new ChallengeError("forbidden", operation, "the challenge was not passed");
}

async function ask(env: Env, token: string, operation: string) {
  try {
    const response = await fetch(env.TURNSTILE_VERIFY ?? VERIFY_ADDRESS, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ secret: env.TURNSTILE_SECRET, response: token }),
      // workerd knows no "error"; the body of a redirect is no outcome.
      redirect: "manual",
      signal: AbortSignal.timeout(VERIFY_WAIT_MS),
    });
    return v.parse(outcomeSchema, await response.json());
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${operation}; the challenge cannot be checked now`, {
      cause,
      retryAfterMs: 5_000,
    });
  }
}
