// raw-socket.ts: a WebSocket by hand, over TCP or TLS, to send what no library would.

import { randomBytes } from "node:crypto";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export type RawFrame = { readonly opcode: number; readonly payload: Buffer };

export const TEXT = 1;
export const CLOSE = 8;

/** What ended a wait: a frame, the end of the connection, or time. */
export type Heard =
  | { readonly kind: "frame"; readonly frame: RawFrame }
  | { readonly kind: "ended" }
  | { readonly kind: "silence" };

export class RawSocket {
  readonly #socket: Socket;
  /** The head of the answer to the upgrade. */
  head = "";
  #left = Buffer.alloc(0);
  readonly #frames: RawFrame[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (part: Buffer) => {
      this.#left = Buffer.concat([this.#left, part]);
      this.#parse();
      this.#wake();
    });
    for (const end of ["close", "error", "end"]) {
      socket.on(end, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  /** Upgrades; throws where the server does not. */
  static async open(url: URL, headers: Readonly<Record<string, string>>, withinMs = 10_000): Promise<RawSocket> {
    const secure = url.protocol === "https:" || url.protocol === "wss:";
    const port = Number(url.port || (secure ? 443 : 80));
    const host = url.hostname;
    const socket = secure
      ? connectTls({ host, port, servername: host, ALPNProtocols: ["http/1.1"] })
      : connectTcp({ host, port });
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once(secure ? "secureConnect" : "connect", resolve);
      socket.once("error", reject);
      setTimeout(() => reject(new Error(`no connection to ${url.host} within ${withinMs} ms`)), withinMs).unref();
    });
    const fields = {
      host: url.host,
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
      ...headers,
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("")}\r\n`);
    await raw.#until(() => raw.head !== "", withinMs);
    if (!raw.head.startsWith("HTTP/1.1 101"))
      throw new Error(`the upgrade was answered ${raw.head.split("\r\n")[0] ?? "nothing"}`);
    return raw;
  }

  /** Sends one frame, masked as it must be or not. */
  send(opcode: number, payload: Buffer, masked = true): void {
    const mask = masked ? randomBytes(4) : Buffer.alloc(0);
    const flag = masked ? 0x80 : 0;
    const { length } = payload;
    const size = length < 126 ? Buffer.from([flag | length]) : Buffer.from([flag | 126, length >> 8, length & 255]);
    const body = masked ? payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : payload;
    this.#socket.write(Buffer.concat([Buffer.from([0x80 | opcode]), size, mask, body]));
  }

  /** The next frame that is accepted, the end, or silence. */
  async hear(accept: (frame: RawFrame) => boolean = () => true, withinMs = 5000): Promise<Heard> {
    const found = () => this.#frames.findIndex(accept);
    await this.#until(() => found() !== -1 || this.#ended, withinMs);
    const [frame] = found() === -1 ? [] : this.#frames.splice(found(), 1);
    if (frame !== undefined) return { kind: "frame", frame };
    return this.#ended ? { kind: "ended" } : { kind: "silence" };
  }

  end(): void {
    this.#socket.destroy();
  }

  async #until(isSo: () => boolean, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!isSo() && performance.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(1, deadline - performance.now()));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #parse(): void {
    if (this.head === "") {
      const end = this.#left.indexOf("\r\n\r\n");
      if (end === -1) return;
      this.head = this.#left.subarray(0, end).toString("latin1");
      this.#left = this.#left.subarray(end + 4);
    }
    for (;;) {
      const frame = this.#takeFrame();
      if (frame === undefined) return;
      this.#frames.push(frame);
    }
  }

  /** Frames from a server are not masked; fragments are kept as they come, which small frames never are. */
  #takeFrame(): RawFrame | undefined {
    const bytes = this.#left;
    if (bytes.length < 2) return undefined;
    const short = bytes.readUInt8(1) & 127;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < start) return undefined;
    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < start + length) return undefined;
    this.#left = bytes.subarray(start + length);
    return { opcode: bytes.readUInt8(0) & 15, payload: bytes.subarray(start, start + length) };
  }
}
