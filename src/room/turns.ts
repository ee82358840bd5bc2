// Group commit: what arrives while a turn is not yet durable and sent waits in memory and shares the next turn.

/** Longest wait for company once a turn is sent, in milliseconds. A timer holds the object awake, so it is short (architecture 4). */
const LONGEST_WINDOW_MS = 10;
/** A shorter window than a timer can tell is none. */
const SHORTEST_WINDOW_MS = 1;

export type TurnHost<T> = {
  /** Decides, stores and sends everything, with no await between. Must not throw. */
  readonly run: (items: readonly T[]) => void;
  /** Resolves when what the turn wrote is durable. */
  readonly settled: () => Promise<unknown>;
  /** How long sending a turn's result keeps the thread busy, in milliseconds. */
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
  /** With so many that wait, nobody is waited for any more. */
  #enough = Infinity;
  #onEnough: (() => void) | undefined;

  constructor(host: TurnHost<T>) {
    this.#host = host;
  }

  add(item: T): void {
    this.#waiting.push(item);
    if (!this.#isSettling) this.#turn();
    else if (this.#waiting.length >= this.#enough) this.#onEnough?.();
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
    const startedAt = Date.now();
    try {
      await this.#host.settled();
      await this.#gather(Date.now() - startedAt);
    } finally {
      // A failed commit resets the object, and nothing of the turn was sent; whoever is still here may try again.
      this.#isSettling = false;
      if (this.#waiting.length > 0) this.#turn();
    }
  }

  /**
   * Holds the next turn open for what is on its way: whoever was answered may say something next. The first of them alone
   * would cost every socket a frame and the room a commit, so it is not held open for longer than those take.
   */
  async #gather(commitMs: number): Promise<void> {
    const hadCompany = this.#size > 1;
    if (this.#waiting.length === 0 && !hadCompany) return;
    const costMs = Math.max(this.#host.sendingMs(), hadCompany ? commitMs : 0);
    if (costMs < SHORTEST_WINDOW_MS) return;
    this.#enough = this.#waiting.length + this.#size;
    // The runtime sends before it rings timers; what came meanwhile is read only then.
    await this.#wait(0);
    if (this.#waiting.length < this.#enough) await this.#wait(Math.min(LONGEST_WINDOW_MS, costMs));
    this.#enough = Infinity;
  }

  /** Until so long has passed, or enough wait. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#onEnough = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
