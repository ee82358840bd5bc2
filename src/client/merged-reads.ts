// How far one has read in threads, by the seqs of their roots: of what is known and what is told the highest of each. Pure.

import { THREAD_READS_MAX } from "../protocol/limits.ts";

export type ThreadReads = ReadonlyMap<number, number>;

/** The same map where nothing in it is higher; those that were told last are the last, and the first go. */
export function merged(reads: ThreadReads, told: Iterable<readonly [number, number]>): ThreadReads {
  let after = reads;
  for (const [root, upTo] of told) {
    if (upTo <= (after.get(root) ?? 0)) continue;
    after = new Map(
      [...[...after].filter(([other]) => other !== root), [root, upTo] as const].slice(-THREAD_READS_MAX),
    );
  }
  return after;
}
