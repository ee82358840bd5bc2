// random.ts: chance that repeats from its seed.

export type Random = {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  isTrue(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Another one, whose numbers depend on this seed and the name alone. */
  fork(name: string): Random;
};

/** mulberry32: 32 bits of state, good enough to scatter faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    whole: (from, to) => from + Math.floor(random.next() * (to - from + 1)),
    isTrue: (share) => random.next() < share,
    pick: (list) => list[random.whole(0, list.length - 1)] ?? list[0],
    fork: (name) => createRandom(hash(`${seed} ${name}`)),
  };
  return random;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
