// Exact rates per member, over all connections and ways in. They refill in under 10 s, so a sleep may forget them.

import { ChatError } from "../protocol/errors.ts";
import { LOOKUP_BURST, LOOKUPS_PER_SECOND, WELCOME_LIMITS } from "../protocol/limits.ts";
import { type Bucket, fullBucket, type Rate, refill, take } from "../rules/rate-limit.ts";
import type { Session } from "./session.ts";

const RATES = {
  /** Commands that make events. */
  command: { burst: WELCOME_LIMITS.burst, perSecond: WELCOME_LIMITS.perSecond },
  /** History, search and resume. */
  lookup: { burst: LOOKUP_BURST, perSecond: LOOKUPS_PER_SECOND },
  /** Typing, signals, values and read positions of whoever comes without a connection. */
  signal: { burst: WELCOME_LIMITS.signalBurst, perSecond: WELCOME_LIMITS.signalsPerSecond },
} as const satisfies Record<string, Rate>;

/** Full buckets are forgotten when so many are held. */
const PRUNE_AT = 1000;

export class Limiter {
  readonly #enabled: boolean;
  readonly #buckets = {
    command: new Map<string, Bucket>(),
    lookup: new Map<string, Bucket>(),
    signal: new Map<string, Bucket>(),
  };

  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  /** Takes one from the member's bucket, or throws `rate_limited` with the time to wait. */
  take(kind: keyof typeof RATES, memberId: string, now: number): void {
    if (!this.#enabled) return;
    const buckets = this.#buckets[kind];
    const taken = take(buckets.get(memberId) ?? fullBucket(RATES[kind], now), RATES[kind], now);
    buckets.set(memberId, taken.bucket);
    if (buckets.size > PRUNE_AT) prune(buckets, RATES[kind], now);
    if (taken.kind === "empty") {
      throw new ChatError("rate_limited", "unable to run command; too many in a short time", {
        retryAfterMs: taken.retryAfterMs,
      });
    }
  }

  /** True where a typing, signal or read frame is within its connection's rate; over it they are dropped silently. */
  maySignal(session: Session, now: number): boolean {
    return !this.#enabled || session.maySignal(now);
  }
}

function prune(buckets: Map<string, Bucket>, rate: Rate, now: number): void {
  for (const [id, bucket] of buckets) if (refill(bucket, rate, now).tokens >= rate.burst) buckets.delete(id);
}
