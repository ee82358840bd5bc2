// line.ts: one connection through the proxy, and what can be done to it.

import { connect, type Socket } from "node:net";
import * as v from "valibot";
import { Flow, type Pace } from "./flow.ts";
import { WsFrames } from "./ws-frames.ts";

/** What holds for all connections of a client, those of later too, until it changes. */
export type Weather = Pace & {
  /** The share of `ack` frames that never arrive, from 0 to 1. */
  readonly ackLoss: number;
};

export const FAIR: Weather = { delayMs: 0, isHeld: false, ackLoss: 0 };

export type Direction = "to client" | "to server";

export type LineHost = {
  readonly weather: () => Weather;
  readonly random: () => number;
  readonly onAckLost: () => void;
  /** The client's end is gone. `orphan` is the server's end of a black hole, which nobody has told. */
  readonly onGone: (line: Line, orphan: Socket | undefined) => void;
};

const HEAD_END = "\r\n\r\n";
const ackSchema = v.looseObject({ type: v.literal("ack") });

export class Line {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #host: LineHost;
  readonly #flows: Record<Direction, Flow>;
  readonly #cuts = new Set<Direction>();
  #isSwallowing = false;
  #isGone = false;

  constructor(client: Socket, targetPort: number, host: LineHost) {
    this.#client = client;
    this.#host = host;
    this.#server = connect({ host: "127.0.0.1", port: targetPort, noDelay: true });
    this.#flows = {
      "to client": new Flow(this.#server, client, host.weather),
      // Only what comes from the server is held back: commands of a client that does not read still arrive.
      "to server": new Flow(client, this.#server, () => ({ ...host.weather(), isHeld: false })),
    };
    this.#listen();
  }

  /** Ends the connection in the middle of the next frame of that direction. */
  cutMidFrame(direction: Direction): void {
    this.#cuts.add(direction);
  }

  /** RST to both sides, at once. */
  reset(): void {
    this.#stop();
    for (const socket of [this.#client, this.#server]) {
      if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** From here on nothing arrives on either side, and neither is told: half-open. */
  swallow(): void {
    this.#isSwallowing = true;
    this.#stop();
    this.#client.resume();
    this.#server.resume();
  }

  /** The weather has changed. */
  repace(): void {
    if (this.#isSwallowing) return;
    this.#flows["to client"].repace();
    this.#flows["to server"].repace();
  }

  destroy(): void {
    this.#stop();
    this.#client.destroy();
    this.#server.destroy();
  }

  #listen(): void {
    const { "to client": down, "to server": up } = this.#flows;
    this.#client.on(
      "data",
      readHead(withoutExtensions, (bytes) => up.push(bytes), this.#frames("to server", up)),
    );
    this.#server.on(
      "data",
      readHead(
        (head) => head,
        (bytes) => down.push(bytes),
        this.#frames("to client", down),
      ),
    );
    this.#client.on("end", () => this.#isSwallowing || up.end());
    this.#server.on("end", () => this.#isSwallowing || down.end());
    // What a socket failed with shows as its close.
    this.#client.on("error", () => {});
    this.#server.on("error", () => {});
    this.#client.on("close", () => this.#gone());
    this.#server.on("close", (failed) => {
      if (this.#isSwallowing) return;
      if (failed) this.#client.destroy();
      else down.end();
    });
  }

  #frames(direction: Direction, flow: Flow): (bytes: Buffer) => void {
    const frames = new WsFrames();
    return (bytes) => {
      if (this.#isSwallowing) return;
      for (const frame of frames.push(bytes)) {
        if (this.#cuts.has(direction) && frame.bytes.length > 3) {
          flow.push(frame.bytes.subarray(0, Math.ceil(frame.bytes.length / 2)));
          this.#cut(direction);
          return;
        }
        if (direction === "to client" && this.#isLostAck(frame.text)) this.#host.onAckLost();
        else flow.push(frame.bytes);
      }
    };
  }

  /** The half frame goes out before the connection ends. */
  #cut(direction: Direction): void {
    this.#flows[direction].end();
    const [to, from] = direction === "to client" ? [this.#client, this.#server] : [this.#server, this.#client];
    from.destroy();
    to.once("finish", () => to.destroy());
  }

  #isLostAck(text: string | undefined): boolean {
    const { ackLoss } = this.#host.weather();
    if (ackLoss === 0 || text === undefined || !text.includes('"ack"')) return false;
    return v.is(ackSchema, JSON.parse(text)) && this.#host.random() < ackLoss;
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#stop();
    const isOrphaned = this.#isSwallowing && !this.#server.destroyed;
    if (!isOrphaned) this.#server.destroy();
    this.#host.onGone(this, isOrphaned ? this.#server : undefined);
  }

  #stop(): void {
    this.#flows["to client"].stop();
    this.#flows["to server"].stop();
  }
}

/** The client then gets frames without compression, which can be read on the way. */
function withoutExtensions(head: string): string {
  return head
    .split("\r\n")
    .filter((line) => !line.toLowerCase().startsWith("sec-websocket-extensions:"))
    .join("\r\n");
}

/** Rewrites the head of an HTTP exchange and gives what follows it to `frames`, or on as it is where it is no upgrade. */
function readHead(
  rewrite: (head: string) => string,
  onward: (bytes: Buffer) => void,
  frames: (bytes: Buffer) => void,
): (bytes: Buffer) => void {
  let head: Buffer | undefined = Buffer.alloc(0);
  let rest = frames;
  return (bytes) => {
    if (head === undefined) return rest(bytes);
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf(HEAD_END);
    if (end === -1) return;
    const text = head.subarray(0, end + HEAD_END.length).toString("latin1");
    const after = head.subarray(end + HEAD_END.length);
    head = undefined;
    if (!/^upgrade:\s*websocket/im.test(text)) rest = onward;
    onward(Buffer.from(rewrite(text), "latin1"));
    if (after.length > 0) rest(after);
  };
}
