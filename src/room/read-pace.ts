// How often read positions are stored: a row a member and minute at most, whichever position it is of.

/** Architecture, budgets. What is not stored yet is in the attachment. */
const STORE_EVERY_MS = 60_000;
/** Members remembered before those whose minute is over are forgotten. */
const PRUNE_AT = 1000;

export class ReadPace {
  readonly #storedAt = new Map<string, number>();

  /** True too after a sleep, when nobody remembers. */
  isDue(memberId: string, now: number): boolean {
    const at = this.#storedAt.get(memberId);
    return at === undefined || now - at >= STORE_EVERY_MS;
  }

  stored(memberId: string, now: number): void {
    this.#storedAt.set(memberId, now);
    if (this.#storedAt.size <= PRUNE_AT) return;
    for (const [id, at] of this.#storedAt) if (now - at >= STORE_EVERY_MS) this.#storedAt.delete(id);
  }
}
