// Makes a new guest, if the network that asks has not made too many.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { type Guest, newGuest } from "./guest.ts";
import { makeGuestName } from "./guest-name.ts";
import { memoryOf } from "./memory.ts";
import { networkOf } from "./network-prefix.ts";

/** Throws `rate_limited`. Called last, after everything else about the request was found right. */
export function admitGuest(request: Request, env: Env, name: string | undefined, now: number): Guest {
  const waitMs = env.RATE_LIMITS === "off" ? 0 : takePlace(request, env, now);
  if (waitMs > 0) {
    throw new ChatError("rate_limited", "unable to make a guest; too many were made from this network", {
      retryAfterMs: waitMs,
    });
  }
  return newGuest(name ?? makeGuestName(), now);
}

function takePlace(request: Request, env: Env, now: number): number {
  const network = networkOf(request);
  return network === undefined ? 0 : memoryOf(env).guests.take(network, now);
}
