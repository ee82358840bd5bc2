// Token buckets: never more than the burst and what the time has refilled.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fullBucket, refill, take } from "../../../src/rules/rate-limit.ts";

const RATE = { burst: 20, perSecond: 5 };

test("R6-2 in any time no more is taken than the burst and the refill of that time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 200 }), (pauses) => {
      let now = 1000;
      let bucket = fullBucket(RATE, now);
      let count = 0;
      for (const pause of pauses) {
        now += pause;
        const taken = take(bucket, RATE, now);
        bucket = taken.bucket;
        if (taken.kind === "taken") count += 1;
      }
      expect(count).toBeLessThanOrEqual(RATE.burst + ((now - 1000) / 1000) * RATE.perSecond + 1e-6);
    }),
  );
});

test("R6-2 waiting as long as told is enough, and a millisecond less is not", () => {
  let bucket = fullBucket(RATE, 0);
  for (let index = 0; index < RATE.burst; index += 1) bucket = take(bucket, RATE, 0).bucket;
  const empty = take(bucket, RATE, 0);
  if (empty.kind !== "empty") throw new Error("the bucket gave more than its burst");
  expect(empty.retryAfterMs).toBe(200);
  expect(take(empty.bucket, RATE, 199).kind).toBe("empty");
  expect(take(empty.bucket, RATE, 200).kind).toBe("taken");
});

test("a clock that steps back refills nothing", () => {
  const { bucket } = take(fullBucket(RATE, 10_000), RATE, 10_000);
  expect(refill(bucket, RATE, 0)).toEqual({ tokens: 19, at: 10_000 });
});
