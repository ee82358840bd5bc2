// How far a connection's reader is behind, as well as the platform lets that be known (contract 3.2).

import { UNREAD_BYTES, WELCOME_LIMITS } from "../protocol/limits.ts";

/** A reader is looked at after so many bytes, as often as the contract has it ping: a look a frame would cost more. */
const LOOK_EVERY_BYTES = 256 * 1024;

/** Further behind than this, a reader is spared what may be merged or dropped: twice what a client may leave unanswered. */
const BEHIND_BYTES = 2 * WELCOME_LIMITS.ackBytes;

export class ReaderPace {
  /** Sent since the last sign that the reader reads: a ping or a command. */
  #unread = 0;
  #sinceLook = 0;
  #pingedAt = 0;

  /** A command came. */
  heard(): void {
    this.#unread = 0;
  }

  /** So many bytes were handed to the socket. */
  sent(bytes: number): void {
    this.#unread += bytes;
    this.#sinceLook += bytes;
  }

  /**
   * True where the connection is to be cut. `lastPingAt` gives 0 for one that never pinged: whoever never does, such as
   * plain mode or wscat, is cut only on measured buffering, which not every runtime tells.
   */
  isTooSlow(socket: object, lastPingAt: () => number): boolean {
    if (this.#sinceLook <= LOOK_EVERY_BYTES) return false;
    this.#sinceLook = 0;
    return this.#isPast(UNREAD_BYTES, socket, lastPingAt);
  }

  /** True where values wait and signals are dropped for this reader (contract 13). */
  isBehind(socket: object, lastPingAt: () => number): boolean {
    return this.#unread > BEHIND_BYTES && this.#isPast(BEHIND_BYTES, socket, lastPingAt);
  }

  #isPast(bytes: number, socket: object, lastPingAt: () => number): boolean {
    if (bufferedBytes(socket) > bytes) return true;
    const pingedAt = lastPingAt();
    if (pingedAt > this.#pingedAt) {
      this.#pingedAt = pingedAt;
      this.#unread = 0;
    }
    return pingedAt > 0 && this.#unread > bytes;
  }
}

/** `bufferedAmount` came to workerd in November 2026 and is documented nowhere: absent means unknown. */
function bufferedBytes(socket: object): number {
  const amount: unknown = Reflect.get(socket, "bufferedAmount");
  return typeof amount === "number" ? amount : 0;
}
