// clock.ts: simulated time: what is to happen, earliest first, and in the order of asking where times are equal.

type Due = { readonly atMs: number; readonly order: number; readonly act: () => void };

export class Clock {
  #nowMs = 0;
  #asked = 0;
  /** A binary heap: each is due no later than its two children, at 2i + 1 and 2i + 2. */
  readonly #heap: Due[] = [];

  get nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, act: () => void): void {
    const due = { atMs: Math.max(atMs, this.#nowMs), order: this.#asked++, act };
    let index = this.#heap.push(due) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isBefore(parent, due)) break;
      this.#heap[index] = parent;
      index = above;
    }
    this.#heap[index] = due;
  }

  /** Runs until nothing is due any more, or until `endMs`. */
  run(endMs = Number.POSITIVE_INFINITY): void {
    for (let next = this.#take(); next !== undefined && next.atMs <= endMs; next = this.#take()) {
      this.#nowMs = next.atMs;
      next.act();
    }
  }

  #take(): Due | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = this.#heap[2 * index + 1];
      const right = this.#heap[2 * index + 2];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!isBefore(child, last)) break;
      this.#heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    this.#heap[index] = last;
    return first;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
