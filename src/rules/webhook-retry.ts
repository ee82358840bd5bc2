// When a webhook that failed is tried again, and when it is given up. Pure: time and chance are arguments.

const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
/** Failing for a day switches it off. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

export type Verdict =
  | { readonly kind: "try_again"; readonly at: number }
  /** Its address answered that it is gone, or it failed for a day. */
  | { readonly kind: "give_up" };

/**
 * `attempts` failed before this one, the first of them at `since` (0 where this is the first). Waits double up to an hour,
 * each cut by up to a quarter at random, so that many rooms do not knock at once. `isGone`: status 410.
 */
export function afterFailure(attempts: number, since: number, isGone: boolean, now: number, random: number): Verdict {
  if (isGone || (since > 0 && now - since >= GIVEN_UP_AFTER_MS)) return { kind: "give_up" };
  const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  return { kind: "try_again", at: now + Math.floor(waitMs * (1 - random / 4)) };
}
