// thread.ts: what a Durable Object is to the simulation: one thread that does one thing after the other.

import type { Clock } from "./clock.ts";

const SECOND_MS = 1000;

export class Thread {
  readonly #clock: Clock;
  #freeAtMs = 0;
  #busyMs = 0;
  #requests = 0;
  #second = -1;
  #inSecond = 0;
  #requestsPeak = 0;
  #longestWaitMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does a job as soon as the thread is free; gives when it begins. `done` comes when it ends. */
  work(costMs: number, done?: () => void): number {
    const startMs = Math.max(this.#clock.nowMs, this.#freeAtMs);
    this.#longestWaitMs = Math.max(this.#longestWaitMs, startMs - this.#clock.nowMs);
    this.#freeAtMs = startMs + costMs;
    this.#busyMs += costMs;
    if (done !== undefined) this.#clock.at(this.#freeAtMs, done);
    return startMs;
  }

  /** A call, an upgrade or a frame came in, or several at once. */
  asked(count = 1): void {
    const second = Math.floor(this.#clock.nowMs / SECOND_MS);
    this.#inSecond = second === this.#second ? this.#inSecond + count : count;
    this.#second = second;
    this.#requestsPeak = Math.max(this.#requestsPeak, this.#inSecond);
    this.#requests += count;
  }

  get busyMs(): number {
    return this.#busyMs;
  }

  get requests(): number {
    return this.#requests;
  }

  /** The most in one second. */
  get requestsPeak(): number {
    return this.#requestsPeak;
  }

  get longestWaitMs(): number {
    return this.#longestWaitMs;
  }
}
