// latencies.ts: how long deliveries took: buckets that grow by 1 %, each with how many fell into it.

const GROWTH = Math.log(1.01);
const SMALLEST_MS = 0.01;
const BUCKETS = 2400;

export class Latencies {
  readonly #buckets = new Float64Array(BUCKETS);
  #count = 0;
  #maxMs = 0;

  add(ms: number, count: number): void {
    const bucket = ms <= SMALLEST_MS ? 0 : Math.ceil(Math.log(ms / SMALLEST_MS) / GROWTH);
    const index = Math.min(BUCKETS - 1, bucket);
    this.#buckets[index] = (this.#buckets[index] ?? 0) + count;
    this.#count += count;
    this.#maxMs = Math.max(this.#maxMs, ms);
  }

  get count(): number {
    return this.#count;
  }

  get maxMs(): number {
    return this.#maxMs;
  }

  /** At most 1 % more than the true one. */
  quantile(share: number): number {
    let left = share * this.#count;
    for (let index = 0; index < BUCKETS; index += 1) {
      left -= this.#buckets[index] ?? 0;
      if (left <= 0 && this.#count > 0) return Math.min(this.#maxMs, SMALLEST_MS * Math.exp(index * GROWTH));
    }
    return this.#maxMs;
  }
}
