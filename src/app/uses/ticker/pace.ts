// How fast the ticker goes, and for how long.

export const PER_SECOND = 200;
/** Each may put 30 a second (contract 6), and is given a little less. */
export const CONNECTIONS = 7;
/** 12,000 puts are 600 of the requests that the free plan has a day. */
export const LONGEST_MS = 60_000;
