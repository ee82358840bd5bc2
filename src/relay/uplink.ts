// What goes up to the room, in order, one call at a time: while one is under way, the next gathers.

import type { Ascent, UpItem } from "../rules/relaying.ts";
import { logFault } from "../sockets/log-fault.ts";

export type UplinkHost = {
  /** Which instance of the relay this is. */
  readonly life: string;
  /** A stub is of no use after it threw: each try makes its own. */
  readonly ascend: (ascent: Ascent) => Promise<void>;
  readonly admitted: () => number;
  /** The room did not hear of these connections, or did and could not say so. */
  readonly failed: (connections: ReadonlySet<string>) => void;
};

/** Characters of one call: far below what RPC carries. */
const CALL_CHARS = 4 * 1024 * 1024;
/** Frames of one connection that may wait: more than the room would take of it. */
const WAITING_MAX = 256;
const TRIES = 3;
const TRY_AGAIN_MS = 100;

export class Uplink {
  readonly #host: UplinkHost;
  #items: UpItem[] = [];
  readonly #waiting = new Map<string, number>();
  #number = 0;
  #isSending = false;

  constructor(host: UplinkHost) {
    this.#host = host;
  }

  /** Gives false, and drops it, where so many frames of the connection wait already. */
  add(item: UpItem): boolean {
    if (item.kind === "frame") {
      const waiting = (this.#waiting.get(item.connection) ?? 0) + 1;
      if (waiting > WAITING_MAX) return false;
      this.#waiting.set(item.connection, waiting);
    }
    this.#items.push(item);
    if (this.#isSending) return true;
    this.#isSending = true;
    // Not by `waitUntil`: the platform hands over the next frame of a connection once all that is waited for has ended.
    void Promise.resolve().then(() => this.#run());
    return true;
  }

  async #run(): Promise<void> {
    try {
      while (this.#items.length > 0) await this.#carry(this.#take());
    } finally {
      this.#isSending = false;
    }
  }

  async #carry(items: readonly UpItem[]): Promise<void> {
    try {
      await this.#send(items);
    } catch (error) {
      logFault("ascend", error);
      this.#host.failed(new Set(items.map(({ connection }) => connection)));
    }
  }

  #take(): UpItem[] {
    let chars = 0;
    let count = 0;
    for (const item of this.#items) {
      chars += item.kind === "frame" ? item.text.length : 1_000;
      if (count > 0 && chars > CALL_CHARS) break;
      count += 1;
    }
    const items = this.#items.splice(0, count);
    for (const item of items) if (item.kind === "frame") this.#forget(item.connection);
    return items;
  }

  #forget(connection: string): void {
    const waiting = (this.#waiting.get(connection) ?? 0) - 1;
    if (waiting > 0) this.#waiting.set(connection, waiting);
    else this.#waiting.delete(connection);
  }

  /** A call that is sent again has the number of the first. */
  async #send(items: readonly UpItem[]): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#host.ascend({ life: this.#host.life, number, admitted: this.#host.admitted(), items });
      } catch (error) {
        if (tried === TRIES) throw error;
        if (tried > 1) await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
  }
}
