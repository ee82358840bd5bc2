// flow.ts: one direction of a proxied connection: bytes in, bytes out later, slower or not at all.

import type { Socket } from "node:net";

/** How bytes travel. Read anew for each piece, so that it may change under way. */
export type Pace = {
  readonly delayMs: number;
  /** A few bytes at a time. */
  readonly trickle?: { readonly bytes: number; readonly everyMs: number };
  /** Nothing is read, so that the sender's buffers fill. */
  readonly isHeld: boolean;
};

/** Bytes held here before the sender is no longer read. */
const HIGH_WATER = 256 * 1024;

export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #pace: () => Pace;
  readonly #queue: { readonly bytes: Buffer; readonly notBefore: number }[] = [];
  #size = 0;
  #isPumping = false;
  #isStopped = false;
  #isEnding = false;
  #wake: () => void = () => {};

  constructor(from: Socket, to: Socket, pace: () => Pace) {
    this.#from = from;
    this.#to = to;
    this.#pace = pace;
  }

  push(bytes: Buffer): void {
    if (this.#isStopped) return;
    this.#queue.push({ bytes, notBefore: performance.now() + this.#pace().delayMs });
    this.#size += bytes.length;
    this.#throttle();
    void this.#pump();
  }

  /** The sender has ended: so does this, after what is on its way. */
  end(): void {
    this.#isEnding = true;
    void this.#pump();
  }

  /** Nothing more comes out, whatever goes in. */
  stop(): void {
    this.#isStopped = true;
    this.#queue.length = 0;
    this.#size = 0;
    this.#wake();
  }

  /** The pace has changed. */
  repace(): void {
    this.#throttle();
    this.#wake();
    void this.#pump();
  }

  #throttle(): void {
    if (this.#pace().isHeld || this.#size > HIGH_WATER) this.#from.pause();
    else this.#from.resume();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
      while (!this.#isStopped && this.#pace().isHeld) await this.#sleep(1000);
      await this.#sleep(item.notBefore - performance.now());
      await this.#write(item.bytes);
      this.#size = Math.max(0, this.#size - item.bytes.length);
      this.#throttle();
    }
    this.#isPumping = false;
    if (this.#isEnding && !this.#isStopped) this.#to.end();
  }

  async #write(bytes: Buffer): Promise<void> {
    let at = 0;
    while (at < bytes.length && !this.#isStopped && !this.#to.destroyed) {
      const { trickle } = this.#pace();
      const piece = bytes.subarray(at, trickle === undefined ? bytes.length : at + trickle.bytes);
      at += piece.length;
      if (!this.#to.write(piece)) await this.#drained();
      if (trickle !== undefined && at < bytes.length) await this.#sleep(trickle.everyMs);
    }
  }

  async #drained(): Promise<void> {
    if (this.#to.destroyed) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#to.off("drain", done);
        this.#to.off("close", done);
        resolve();
      };
      this.#to.once("drain", done);
      this.#to.once("close", done);
    });
  }

  async #sleep(ms: number): Promise<void> {
    if (ms <= 0 || this.#isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
