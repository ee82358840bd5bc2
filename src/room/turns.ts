// Group commit: what arrives while a turn is not yet durable and sent waits in memory and shares the next turn.

/** Longest wait for company once a turn is sent, in milliseconds. A timer holds the object awake, so it is short (architecture 4). */
const LONGEST_WINDOW_MS = 10;
/** Where nothing more comes for so long, nothing more is on its way. */
const PAUSE_MS = 1;

export type TurnHost<T> = {
  /** Decides, stores and sends everything, with no await between. Must not throw. */
  readonly run: (items: readonly T[]) => void;
  /** Resolves when what the turn wrote is durable. */
  readonly settled: () => Promise<unknown>;
  /** How long sending a turn's result keeps the thread busy, in milliseconds; new items wait that long at most. */
  readonly sendingMs: () => number;
};

/**
 * Runs the first item after quiet at once. While its turn settles and is sent, items gather; then they run together.
 * Under load, turns therefore grow, and each one costs one commit and one frame to every socket.
 */
export class Turns<T> {
  readonly #host: TurnHost<T>;
  #waiting: T[] = [];
  #isSettling = false;
  /** Items of the turn before. */
  #size = 0;

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
    this.#size = items.length;
    this.#isSettling = true;
    this.#host.run(items);
    void this.#settle();
  }

  async #settle(): Promise<void> {
    try {
      await this.#host.settled();
      await this.#gather();
    } finally {
      // A failed commit resets the object, and nothing of the turn was sent; whoever is still here may try again.
      this.#isSettling = false;
      if (this.#waiting.length > 0) this.#turn();
    }
  }

  /**
   * Holds the next turn open while more keeps coming. A turn that had company is answered by more of it: the first answer
   * alone would cost every socket a frame of its own, so it waits for the rest even where it is not there yet.
   */
  async #gather(): Promise<void> {
    const windowMs = Math.min(LONGEST_WINDOW_MS, this.#host.sendingMs());
    const isExpectant = this.#waiting.length > 0 || this.#size > 1;
    if (windowMs < PAUSE_MS || !isExpectant) return;
    // The runtime sends before it rings timers. Only then is read what came meanwhile.
    await delay(0);
    for (let waitedMs = 0; waitedMs < windowMs; waitedMs += PAUSE_MS) {
      const before = this.#waiting.length;
      await delay(PAUSE_MS);
      if (before > 0 && this.#waiting.length === before) return;
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
