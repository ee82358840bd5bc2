// The coarse limit of Cloudflare's rate-limit binding, where one is bound: it costs no object anything.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { networkOf } from "./network-prefix.ts";

/** The binding counts over 10 s or a minute and does not tell what is left of it. */
const RETRY_AFTER_MS = 10_000;

/** Throws `rate_limited` for a network prefix that asks too often. A request whose network is not told is not counted. */
export async function limitAtEdge(request: Request, env: Env): Promise<void> {
  if (env.EDGE_LIMIT === undefined || env.RATE_LIMITS === "off") return;
  const key = networkOf(request);
  if (key === undefined || (await env.EDGE_LIMIT.limit({ key })).success) return;
  throw new ChatError("rate_limited", "unable to answer; too many requests from this network", {
    retryAfterMs: RETRY_AFTER_MS,
  });
}
