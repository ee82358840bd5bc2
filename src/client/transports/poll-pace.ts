// How long a poll may take, and when the next one follows: pure decisions.

/** A shorter wait asks more often than a short poll would. */
export const LONG_WAIT_MIN_MS = 1500;
/** What ended sooner was no wait that somebody cut. */
const CUT_MIN_MS = 1000;

/** Bounds of a short poll's pace: while people talk, and while nobody does. */
export const BUSY_DELAY_MS = 1000;
const CALM_DELAY_MS = 2500;
export const IDLE_DELAY_MS = 5000;
const BUSY_FOR_MS = 15_000;
const CALM_FOR_MS = 60_000;

/**
 * How long to wait after a poll for `waitMs` was cut at `elapsedMs`: halved until it fits. Undefined: no wait fits, and
 * 0: it was no cut.
 */
export function shorterWaitMs(waitMs: number, elapsedMs: number): number | undefined {
  if (elapsedMs < CUT_MIN_MS || elapsedMs >= waitMs) return 0;
  let shorter = waitMs / 2;
  while (shorter >= elapsedMs) shorter /= 2;
  return shorter < LONG_WAIT_MIN_MS ? undefined : Math.floor(shorter);
}

/** Time to the next short poll, spread so that many clients do not ask at once. */
export function shortDelayMs(quietMs: number, random: number): number {
  const delay = quietMs < BUSY_FOR_MS ? BUSY_DELAY_MS : quietMs < CALM_FOR_MS ? CALM_DELAY_MS : IDLE_DELAY_MS;
  return Math.round(delay * (0.75 + random / 2));
}
