// One immutable value that is replaced as a whole: whoever listens sees what a frame or a call made of it, and nothing between.

export type Snapshot<T> = {
  readonly value: T;
  readonly patch: (changes: Partial<T>) => void;
  /** Runs a piece of work that may patch many times, also within another; tells of the outcome once, at the end of all. */
  readonly batch: (run: () => void) => void;
  readonly subscribe: (listener: (value: T) => void) => () => void;
};

/** `complete` is called before a change is told, to patch what is costly to make and was left for later. */
export function createSnapshot<T extends object>(first: T, complete: () => void): Snapshot<T> {
  let value = first;
  let told = first;
  let depth = 0;
  const listeners = new Set<(value: T) => void>();
  return {
    get value() {
      return value;
    },
    patch(changes) {
      value = { ...value, ...changes };
    },
    batch(run) {
      depth += 1;
      try {
        run();
      } finally {
        depth -= 1;
      }
      if (depth > 0) return;
      complete();
      if (told === value) return;
      told = value;
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
