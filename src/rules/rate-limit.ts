// Token buckets: how much at once, then how much a second. Pure: the time is an argument.

export type Rate = { readonly burst: number; readonly perSecond: number };

/** What is left at a time. A bucket that is full again says nothing and may be forgotten. */
export type Bucket = { readonly tokens: number; readonly at: number };

export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, at: now };
}

/** A clock that steps back refills nothing. */
export function refill(bucket: Bucket, rate: Rate, now: number): Bucket {
  const elapsedMs = Math.max(0, now - bucket.at);
  return {
    tokens: Math.min(rate.burst, bucket.tokens + (elapsedMs / 1000) * rate.perSecond),
    at: Math.max(now, bucket.at),
  };
}

export type Taken =
  | { readonly kind: "taken"; readonly bucket: Bucket }
  | { readonly kind: "empty"; readonly bucket: Bucket; readonly retryAfterMs: number };

/** Takes one token, or tells in how many milliseconds there is one. */
export function take(bucket: Bucket, rate: Rate, now: number): Taken {
  const filled = refill(bucket, rate, now);
  if (filled.tokens >= 1) return { kind: "taken", bucket: { ...filled, tokens: filled.tokens - 1 } };
  return { kind: "empty", bucket: filled, retryAfterMs: Math.ceil(((1 - filled.tokens) / rate.perSecond) * 1000) };
}
