// The room's one alarm, for all that is due later than a timer may wait.

export class Alarm {
  readonly #storage: DurableObjectStorage;
  /** When it rings; undefined where this instance has not looked yet. */
  #at: number | undefined;
  #isOwn = false;
  #timesSet = 0;
  #isRetired = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** How often this instance set it. */
  get timesSet(): number {
    return this.#timesSet;
  }

  /** Nothing is to ring any more: what it was for was deleted. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Makes sure that it rings at `at` or before. Each change writes a row. */
  async ringBy(at: number): Promise<void> {
    if (this.#isRetired) return;
    const known = this.#at ?? (await this.#storage.getAlarm()) ?? Infinity;
    // Another call may have set it while this one was looking.
    const soonest = Math.min(known, this.#at ?? Infinity);
    if (this.#isRetired) return;
    if (soonest <= at) {
      this.#at = soonest;
      return;
    }
    this.#at = at;
    this.#isOwn = true;
    this.#timesSet += 1;
    await this.#storage.setAlarm(at);
  }

  /** It rang. Gives the time it was set for, or undefined where that was before a sleep. */
  rang(): number | undefined {
    const at = this.#isOwn ? this.#at : undefined;
    this.#at = undefined;
    this.#isOwn = false;
    return at;
  }
}
