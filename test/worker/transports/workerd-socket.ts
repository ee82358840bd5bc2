// workerd-socket.ts: a WebSocket to the Worker under test, made as a browser's is: at once, and open later.

import { exports } from "cloudflare:workers";
import type { Socket } from "../../../public/sdk/v1.js";

type Heard = { readonly code: number; readonly reason: string; readonly data: unknown };

const NOTHING = { code: 0, reason: "", data: undefined };

export class WorkerdSocket implements Socket {
  readonly #listeners: { readonly type: string; readonly listener: (event: Heard) => void }[] = [];
  #socket: WebSocket | undefined;
  #state = 0;

  constructor(url: string, protocols: string[]) {
    void this.#open(url, protocols).catch(() => this.#close(1006, ""));
  }

  get readyState(): number {
    return this.#state;
  }

  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: string, listener: (event: Heard) => void): void {
    this.#listeners.push({ type, listener });
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  close(code?: number, reason?: string): void {
    this.#state = Math.max(this.#state, 2);
    this.#socket?.close(code, reason);
  }

  async #open(url: string, protocols: string[]): Promise<void> {
    const headers = {
      upgrade: "websocket",
      connection: "upgrade",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-protocol": protocols.join(", "),
    };
    const response = await exports.default.fetch(new Request(url.replace(/^ws/, "http"), { headers }));
    const { webSocket: socket } = response;
    if (socket === null) throw new Error(`the upgrade was answered ${response.status}`);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#tell("message", { ...NOTHING, data }));
    socket.addEventListener("close", ({ code, reason }) => this.#close(code, reason));
    socket.accept();
    if (this.#state === 0) this.#state = 1;
    else socket.close();
  }

  #close(code: number, reason: string): void {
    if (this.#state === 3) return;
    this.#state = 3;
    this.#tell("close", { ...NOTHING, code, reason });
  }

  #tell(type: string, event: Heard): void {
    for (const each of this.#listeners) if (each.type === type) each.listener(event);
  }
}
