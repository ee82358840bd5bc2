// The room's one alarm: when somebody's leave grace is over.

export class Alarm {
  readonly #storage: DurableObjectStorage;
  /** When it rings, as far as this instance set it itself. */
  #at: number | undefined;
  #timesSet = 0;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** How often this instance set it. */
  get timesSet(): number {
    return this.#timesSet;
  }

  /** Makes sure that it rings at `at` or before. Each change writes a row. */
  async ringBy(at: number): Promise<void> {
    if (this.#at !== undefined && this.#at <= at) return;
    // One from before a sleep rings sooner than anything new, and must, since what it was for is forgotten.
    if (this.#at === undefined && (await this.#storage.getAlarm()) !== null) return;
    this.#at = at;
    this.#timesSet += 1;
    await this.#storage.setAlarm(at);
  }

  /** It rang. Gives the time it was set for, or undefined where that was before a sleep. */
  rang(): number | undefined {
    const at = this.#at;
    this.#at = undefined;
    return at;
  }
}
