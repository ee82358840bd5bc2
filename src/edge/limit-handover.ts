// Keeps one network from making or trying codes and links without end.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { memoryOf } from "./memory.ts";
import { networkOf } from "./network-prefix.ts";

/** Throws `rate_limited`. */
export function limitHandover(request: Request, env: Env, operation: string, now: number): void {
  const network = env.RATE_LIMITS === "off" ? undefined : networkOf(request);
  const waitMs = network === undefined ? 0 : memoryOf(env).handovers.take(network, now);
  if (waitMs === 0) return;
  throw new ChatError("rate_limited", `unable to ${operation}; too many tries from this network`, {
    retryAfterMs: waitMs,
  });
}
