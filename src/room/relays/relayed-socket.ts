// The room's end of a WebSocket that a relay holds: what is done to it is done there, in its order among all that goes to the relay.

import type { Socket } from "../../sockets/socket.ts";
import type { Welcome } from "../welcome.ts";

/** The way to the relay. */
type Way = {
  readonly send: (connection: string, text: string) => void;
  readonly greet: (connection: string, welcome: Welcome) => void;
  readonly close: (socket: RelayedSocket, code: number, reason: string) => void;
  readonly keep: (socket: RelayedSocket, attachment: string) => void;
};

export class RelayedSocket implements Socket {
  readonly connection: string;
  readonly #way: Way;
  #attachment: unknown;
  /** The cursor after which the relay has said that it holds the events. */
  covers: string | undefined;
  /** The relay knows that the connection was admitted. */
  isSettled: boolean;

  /** `attachment` is what the relay keeps of a connection that it holds already. */
  constructor(way: Way, connection: string, attachment?: unknown) {
    this.#way = way;
    this.connection = connection;
    this.#attachment = attachment;
    this.isSettled = attachment !== undefined;
  }

  /** The relay has accepted it. */
  accept(): void {}

  send(text: string): void {
    this.#way.send(this.connection, text);
  }

  /** A welcome without what the relay has already. */
  greet(welcome: Welcome): void {
    this.#way.greet(this.connection, welcome);
  }

  close(code: number, reason: string): void {
    this.#way.close(this, code, reason);
  }

  serializeAttachment(attachment: unknown): void {
    this.#attachment = attachment;
    if (attachment !== null) this.#way.keep(this, JSON.stringify(attachment));
  }

  deserializeAttachment(): unknown {
    return this.#attachment;
  }
}
