// Keeps the commands of one connection in their order where some of them wait for an answer from outside.

/** What stands in a line waits for what stands before it, and holds up nobody in another. */
export class Lines<K extends WeakKey> {
  readonly #last = new WeakMap<K, Promise<void>>();

  isEmpty(of: K): boolean {
    return !this.#last.has(of);
  }

  /** `then` runs once `ready` is settled and all before it has run; `refused` in its place where `ready` rejects. */
  add<T>(of: K, ready: Promise<T>, then: (value: T) => void, refused: (error: unknown) => void): Promise<void> {
    const settled = ready.then(
      (value) => () => then(value),
      (error: unknown) => () => refused(error),
    );
    const before = this.#last.get(of) ?? Promise.resolve();
    const turn = before
      .then(() => settled)
      .then((run) => {
        if (this.#last.get(of) === turn) this.#last.delete(of);
        run();
      });
    this.#last.set(of, turn);
    return turn;
  }
}
