// How often a network prefix may do something in any stretch of time (contract 6 and 10), in this isolate's memory.

/** Prefixes remembered; past it the one that came first is forgotten. About 2 MB when full. */
const PREFIXES_MAX = 10_000;

/** Coarse on purpose: it keeps one careless script from filling a deployment, exact limits live in the room. */
export class NetworkLimit {
  readonly #times: number;
  readonly #windowMs: number;
  /** When each prefix did it within the window, oldest first. */
  readonly #doneAt = new Map<string, readonly number[]>();

  /** `times` in any `windowMs`: the window slides. */
  constructor(times: number, windowMs: number) {
    this.#times = times;
    this.#windowMs = windowMs;
  }

  /** Counts one and gives 0, or gives how many milliseconds to wait and counts nothing. */
  take(prefix: string, now: number): number {
    const recent = (this.#doneAt.get(prefix) ?? []).filter((at) => at > now - this.#windowMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.#times) return oldest + this.#windowMs - now;
    // Deleted first, so that the map's order is that of last use.
    this.#doneAt.delete(prefix);
    this.#doneAt.set(prefix, [...recent, now]);
    this.#forgetOldest();
    return 0;
  }

  /** Takes back one that was counted at `at`, since nothing came of it. */
  giveBack(prefix: string, at: number): void {
    const times = this.#doneAt.get(prefix) ?? [];
    const index = times.lastIndexOf(at);
    if (index !== -1) this.#doneAt.set(prefix, times.toSpliced(index, 1));
  }

  #forgetOldest(): void {
    if (this.#doneAt.size <= PREFIXES_MAX) return;
    for (const prefix of this.#doneAt.keys()) {
      this.#doneAt.delete(prefix);
      return;
    }
  }
}
