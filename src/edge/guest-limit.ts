// How many new guests a network prefix may make: at most 10 in any minute (contract 6), in this isolate's memory.

import { GUESTS_PER_MINUTE } from "../protocol/limits.ts";

const MINUTE_MS = 60_000;
/** Prefixes remembered; past it the one that came first is forgotten. About 2 MB when full. */
const PREFIXES_MAX = 10_000;

/** Coarse on purpose: it keeps one careless script from filling rooms, exact limits live in the room. */
export class GuestLimit {
  /** When each prefix made its guests of the last minute, oldest first. */
  readonly #madeAt = new Map<string, readonly number[]>();

  /** Counts one guest and gives 0, or gives how long to wait and counts nothing. */
  take(prefix: string, now: number): number {
    const recent = (this.#madeAt.get(prefix) ?? []).filter((at) => at > now - MINUTE_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= GUESTS_PER_MINUTE) return oldest + MINUTE_MS - now;
    // Deleted first, so that the map's order is that of last use.
    this.#madeAt.delete(prefix);
    this.#madeAt.set(prefix, [...recent, now]);
    this.#forgetOldest();
    return 0;
  }

  #forgetOldest(): void {
    if (this.#madeAt.size <= PREFIXES_MAX) return;
    for (const prefix of this.#madeAt.keys()) {
      this.#madeAt.delete(prefix);
      return;
    }
  }
}
