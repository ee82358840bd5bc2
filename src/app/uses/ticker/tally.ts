// How much is put and how much arrives, over the last seconds. Pure; time is an argument.

/** What is counted goes back so far. */
const WINDOW_MS = 3000;

export type Arrival = { readonly atMs: number; readonly count: number };
export type Tally = readonly Arrival[];

/** A frame came; `count` is the highest number that any price bears by now. */
export function arrive(tally: Tally, count: number, nowMs: number): Tally {
  const newest = tally.at(-1);
  // A lower one: somebody began to publish anew.
  const kept = newest !== undefined && count < newest.count ? [] : tally;
  return [...kept.filter(({ atMs }) => nowMs - atMs < WINDOW_MS), { atMs: nowMs, count }];
}

/** A second, on average; nothing where nothing came lately. */
export function ratesOf(tally: Tally, nowMs: number): { readonly put: number; readonly frames: number } {
  const lately = tally.filter(({ atMs }) => nowMs - atMs < WINDOW_MS);
  const [first, last] = [lately[0], lately.at(-1)];
  if (first === undefined || last === undefined || last.atMs - first.atMs < WINDOW_MS / 10)
    return { put: 0, frames: 0 };
  const seconds = (last.atMs - first.atMs) / 1000;
  return { put: (last.count - first.count) / seconds, frames: (lately.length - 1) / seconds };
}
