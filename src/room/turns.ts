// Group commit: what arrives while a turn is not yet durable waits in memory and shares the next turn.

/** Longest wait for company, in milliseconds. A timer holds the object awake, so it is short (architecture 4). */
const LONGEST_WINDOW_MS = 10;

export type TurnHost<T> = {
  /** Decides, stores and sends everything, with no await between. Must not throw. */
  readonly run: (items: readonly T[]) => void;
  /** Resolves when what the turn wrote is durable. */
  readonly settled: () => Promise<unknown>;
  /** How long sending a turn's result keeps the thread busy, in milliseconds; new items wait that long at most. */
  readonly sendingMs: () => number;
};

/**
 * Runs the first item after quiet at once. While its turn settles, items gather; then they run together.
 * Under load, turns therefore grow, and each one costs one commit and one frame to every socket.
 */
export class Turns<T> {
  readonly #host: TurnHost<T>;
  #waiting: T[] = [];
  #isSettling = false;

  constructor(host: TurnHost<T>) {
    this.#host = host;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (!this.#isSettling) this.#turn();
  }

  #turn(): void {
    const items = this.#waiting;
    this.#waiting = [];
    this.#isSettling = true;
    this.#host.run(items);
    void this.#settle();
  }

  async #settle(): Promise<void> {
    try {
      await this.#host.settled();
      if (this.#waiting.length > 0) await delay(Math.min(LONGEST_WINDOW_MS, this.#host.sendingMs()));
    } finally {
      // A failed commit resets the object, and nothing of the turn was sent; whoever is still here may try again.
      this.#isSettling = false;
      if (this.#waiting.length > 0) this.#turn();
    }
  }
}

function delay(ms: number): Promise<void> {
  return ms < 1 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
