// ws-socket.ts: the SDK's socket over the package `ws`, which holds a thousand of them in one process.

import { WebSocket } from "ws";
import type { Environment, Socket } from "../../src/client/environment.ts";

class WsSocket implements Socket {
  readonly #socket: WebSocket;

  constructor(url: string, protocols: string[]) {
    this.#socket = new WebSocket(url, protocols, { perMessageDeflate: false });
    // Every error is followed by a close.
    this.#socket.on("error", () => undefined);
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(
    ...[type, listener]:
      | ["message", (event: { readonly data: unknown }) => void]
      | ["close", (event: { readonly code: number; readonly reason: string }) => void]
  ): void {
    if (type === "message") this.#socket.addEventListener("message", ({ data }) => listener({ data }));
    else this.#socket.addEventListener("close", ({ code, reason }) => listener({ code, reason }));
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }
}

export const WsSockets: Environment["WebSocket"] = WsSocket;
