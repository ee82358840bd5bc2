// random.ts: chance that is the same for the same seed.

export type Random = {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  /** Of this mean, as times between calls that know nothing of each other are. */
  exponential(mean: number): number;
  /** A log-normal time of this median; 95 % of them are at most `p95`. */
  logNormal(median: number, p95: number): number;
};

/** The 95 % quantile of the normal distribution. */
const Z95 = 1.6449;

/** Mulberry32: 32 bits of state, good enough for draws that are only summed up. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    uniform,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    logNormal(median, p95) {
      const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      return median === 0 ? 0 : median * Math.exp((normal * Math.log(p95 / median)) / Z95);
    },
  };
}
