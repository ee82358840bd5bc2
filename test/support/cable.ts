// cable.ts: what a client of the SDK reaches a room through, which a test may cut, block, or have lose an answer.

import type { Environment, HurryCause, Socket } from "../../public/sdk/v1.js";

type Connect = Pick<Environment, "WebSocket" | "fetch">;
type Closed = { readonly code: number; readonly reason: string };

const LOST: Closed = { code: 1006, reason: "" };
/** Paths that carry commands up. */
const COMMANDS = /\/(?:commands|messages)$/;

export class Cable {
  readonly #connect: Connect;
  readonly #sockets = new Set<CableSocket>();
  #cut = new AbortController();
  #hurry: (cause: HurryCause) => void = () => {};
  /** Nothing of this kind gets through: a WebSocket's upgrade, an event stream. */
  readonly blocked = new Set<"websocket" | "sse">();
  /** The server does what it is asked next, and its answer is lost, with the connection where that is a WebSocket. */
  losesNextAnswer = false;
  /** Commands whose answers were lost. */
  lost = 0;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  get environment(): Partial<Environment> {
    const open = (url: string, protocols: string[]) => this.#open(url, protocols);
    return {
      WebSocket: new Proxy(this.#connect.WebSocket, {
        construct: (_target, given: [string, string[]]) => open(...given),
      }),
      fetch: (url, init) => this.#fetch(url, init),
      locks: undefined,
      openChannel: () => undefined,
      storage: undefined,
      watch: (hurry) => {
        this.#hurry = hurry;
        return () => {};
      },
    };
  }

  /** Every connection is lost, without a word to anybody. */
  cut(): void {
    for (const socket of this.#sockets) socket.lose();
    this.#sockets.clear();
    this.#cut.abort();
    this.#cut = new AbortController();
  }

  /** The device is in another network now: connections of the old one are lost, and it says so. */
  changeNetwork(): void {
    this.cut();
    this.#hurry("network");
  }

  /** Somebody looks at the page: what waits to come back comes back now. */
  look(): void {
    this.#hurry("look");
  }

  #open(url: string, protocols: string[]): Socket {
    const socket = new CableSocket(
      this.blocked.has("websocket") ? undefined : new this.#connect.WebSocket(url, protocols),
      (text) => this.#takesAnswer(text),
    );
    this.#sockets.add(socket);
    return socket;
  }

  /** True where the socket is to be lost with what it has just sent. */
  #takesAnswer(text: string): boolean {
    if (!this.losesNextAnswer || !text.startsWith('{"type":"send"')) return false;
    this.losesNextAnswer = false;
    this.lost += 1;
    return true;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    if (this.blocked.has("sse") && pathname.endsWith("/events")) throw new TypeError("connection refused");
    const { signal } = this.#cut;
    const given = init.signal ?? undefined;
    const response = await this.#connect.fetch(url, {
      ...init,
      signal: given === undefined ? signal : AbortSignal.any([given, signal]),
    });
    if (!this.losesNextAnswer || init.method !== "POST" || !COMMANDS.test(pathname)) return response;
    this.losesNextAnswer = false;
    this.lost += 1;
    await response.body?.cancel();
    throw new TypeError("connection lost");
  }
}

class CableSocket implements Socket {
  readonly #inner: Socket | undefined;
  readonly #loses: (text: string) => boolean;
  readonly #closers: ((closed: Closed) => void)[] = [];
  #isLost = false;

  constructor(inner: Socket | undefined, loses: (text: string) => boolean) {
    this.#inner = inner;
    this.#loses = loses;
    if (inner === undefined) queueMicrotask(() => this.lose());
    else inner.addEventListener("close", ({ code, reason }) => this.#close({ code, reason }));
  }

  get readyState(): number {
    return this.#isLost ? 3 : (this.#inner?.readyState ?? 0);
  }

  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: Closed) => void): void;
  addEventListener(type: "message" | "close", listener: (event: Closed & { readonly data: unknown }) => void): void {
    if (type === "close") this.#closers.push((closed) => listener({ ...closed, data: undefined }));
    else
      this.#inner?.addEventListener("message", ({ data }) => {
        if (!this.#isLost) listener({ ...LOST, data });
      });
  }

  send(text: string): void {
    this.#inner?.send(text);
    // Never within the call: no platform tells of a loss there.
    if (this.#loses(text)) queueMicrotask(() => this.lose());
  }

  close(code?: number, reason?: string): void {
    this.#inner?.close(code, reason);
  }

  lose(): void {
    this.#close(LOST);
    // Of the server's side: what it was sent before is still on its way to it.
    this.#inner?.close();
  }

  #close(closed: Closed): void {
    if (this.#isLost) return;
    this.#isLost = true;
    for (const closer of this.#closers) closer(closed);
  }
}
