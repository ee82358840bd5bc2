// How far a connection's reader is behind, as well as the platform lets that be known (contract 3.2).

import { UNREAD_BYTES } from "../protocol/limits.ts";

/** Buffering is looked at after so many bytes: a look a frame would cost more than it tells. */
const LOOK_EVERY_BYTES = 256 * 1024;

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
   * True where the connection is to be cut. `lastPingAt` (0: it never pinged) is asked for only when the allowance is used
   * up. Whoever never pings, such as plain mode or wscat, is cut only on measured buffering, which not every runtime tells.
   */
  isTooSlow(socket: WebSocket, lastPingAt: () => number): boolean {
    if (this.#sinceLook > LOOK_EVERY_BYTES) {
      this.#sinceLook = 0;
      if (bufferedBytes(socket) > UNREAD_BYTES) return true;
    }
    if (this.#unread <= UNREAD_BYTES) return false;
    const pingedAt = lastPingAt();
    if (pingedAt === 0) return false;
    if (pingedAt <= this.#pingedAt) return true;
    this.#pingedAt = pingedAt;
    this.#unread = 0;
    return false;
  }
}

/** `bufferedAmount` came to workerd in November 2026 and is documented nowhere: absent means unknown. */
function bufferedBytes(socket: WebSocket): number {
  const amount: unknown = Reflect.get(socket, "bufferedAmount");
  return typeof amount === "number" ? amount : 0;
}
