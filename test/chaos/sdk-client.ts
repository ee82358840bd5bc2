// sdk-client.ts: the real SDK as a client of the run, its sockets tapped and its clock wrong.

import { WebSocket } from "ws";
import { CLOSE } from "../../src/protocol/close-codes.ts";
import { decodeCommand, decodeFrame } from "../../src/protocol/codec.ts";
import { isDurable } from "../../src/protocol/commands.ts";
import type { Socket } from "../../src/client/environment.ts";
import type { OutboxStore } from "../../src/client/outbox-store.ts";
import { createRoomClient, type RoomClient } from "../../src/client/room-client.ts";
import type { TransportName } from "../../src/client/transports/transport-name.ts";
import { pickChange, pickPoll } from "./change.ts";
import type { ChaosClient, Place } from "./chaos-client.ts";
import { type ClientHistory, Recorder, type Shown } from "./history.ts";
import type { Proxy } from "./proxy.ts";
import { parseSince, type Seat } from "./raw-client.ts";
import { recordFrame } from "./record-frame.ts";
import { tapFetch } from "./tapped-fetch.ts";

export type SdkSeat = Seat & {
  /** Outlives restarts; clients that share one are tabs of one browser. */
  readonly store: OutboxStore;
  /** How far its clock is off. */
  readonly skewMs: number;
  /** The one way that is open to it. */
  readonly transport: TransportName;
};

/** One life: from a start of the program to its end. */
type Life = { readonly client: RoomClient; readonly recorder: Recorder };

export class SdkClient implements ChaosClient {
  readonly kind = "sdk";
  readonly name: string;
  readonly member: string;
  readonly proxy: Proxy;
  readonly #seat: SdkSeat;
  readonly #histories: ClientHistory[] = [];
  #life: Life;
  #socket: TappedSocket | undefined;
  #welcomes = 0;

  constructor(seat: SdkSeat) {
    this.#seat = seat;
    this.name = seat.name;
    this.member = seat.member;
    this.proxy = seat.proxy;
    this.#life = this.#live();
  }

  get reconnects(): number {
    return Math.max(0, this.#welcomes - 1);
  }

  start(): void {
    this.#life.client.open();
  }

  say(text: string): void {
    const { client, recorder } = this.#life;
    const poll = pickPoll(this.#seat.random);
    const id = client.send({ text, ...poll });
    recorder.record({ kind: "asked", command: { type: "send", id, text, ...poll } });
  }

  rename(name: string): void {
    // What became of it is in the tapped frames.
    this.#life.client.rename(name).catch(() => {});
  }

  change(): void {
    const { client } = this.#life;
    const messages = client.state.timeline.flatMap((item) => (item.kind === "message" ? [item.message] : []));
    const seqs = (isOwn: boolean) =>
      messages.flatMap(({ seq, by }) => ((by.id === this.member) === isOwn ? [seq] : []));
    const change = pickChange(this.#seat.random, seqs(true), seqs(false));
    if (change !== undefined) client.ask(change).catch(() => {});
  }

  vanish(): void {
    this.#life.recorder.record({ kind: "stopped" });
    this.#life.client.close();
  }

  comeBack(): void {
    this.#life.client.open();
  }

  /** The program ends, perhaps with messages that were not sent, and starts again with what was stored. */
  restart(): void {
    const { client, recorder } = this.#life;
    client.close();
    this.#histories.push(recorder.finish("handed over"));
    this.#life = this.#live();
    this.#life.client.open();
  }

  stopReading(ms: number): void {
    this.#socket?.stopReading(ms);
  }

  hurry(): void {
    const { client } = this.#life;
    const { connection } = client.state;
    // Somebody who was sent away tries again: some day the ban is lifted.
    if (connection.kind === "stopped" && connection.code === CLOSE.notAllowed) client.open();
    else client.hurry();
  }

  lacks({ epoch, head }: Place): string | undefined {
    const { connection, cursor, timeline } = this.#life.client.state;
    if (connection.kind !== "online")
      return `is ${connection.kind}${"reason" in connection ? `: ${connection.reason}` : ""}`;
    const waiting = timeline.flatMap((item) =>
      item.kind === "pending" && item.pending.status.kind !== "failed" ? [item.pending.id] : [],
    );
    if (waiting.length > 0) return `has ${waiting.length} pending: ${waiting.slice(0, 3).join(", ")}`;
    if (cursor?.epoch !== epoch || cursor.seq < head) {
      return `stands at ${cursor === undefined ? "nowhere" : `${cursor.epoch}:${cursor.seq}`} of ${epoch}:${head}`;
    }
    return undefined;
  }

  finish(): readonly ClientHistory[] {
    const { client, recorder } = this.#life;
    const last = recorder.finish("caught up", shownBy(client));
    client.close();
    return [...this.#histories, last];
  }

  #live(): Life {
    const { name, member, token, room, proxy, random, store, skewMs, transport } = this.#seat;
    const life = this.#histories.length + 1;
    const recorder = new Recorder(life === 1 ? name : `${name}.${life}`, member);
    const taken = (socket: TappedSocket) => (this.#socket = socket);
    const onWelcome = () => (this.#welcomes += 1);
    const client = createRoomClient({
      origin: `http://127.0.0.1:${proxy.port}`,
      room,
      session: { kind: "token", token },
      outbox: store,
      transports: [transport],
      environment: {
        WebSocket: class extends TappedSocket {
          constructor(url: string, protocols: string[]) {
            super(url, protocols, recorder, onWelcome);
            taken(this);
          }
        },
        fetch: tapFetch(recorder, onWelcome),
        now: () => Date.now() + skewMs,
        random: () => random.next(),
        locks: undefined,
        openChannel: () => undefined,
        watch: () => () => {},
      },
    });
    return { client, recorder };
  }
}

function shownBy(client: RoomClient): Shown {
  const { timeline } = client.state;
  return {
    messages: timeline.flatMap((item) => (item.kind === "message" ? [item.message] : [])),
    gaps: timeline.flatMap((item) => (item.kind === "gap" ? [{ after: item.after, before: item.before }] : [])),
    pendingIds: timeline.flatMap((item) =>
      item.kind === "pending" && item.pending.status.kind !== "failed" ? [item.pending.id] : [],
    ),
  };
}

/** Writes down what passes. What comes after `close` is not written down: the SDK does not hear it either. */
class TappedSocket implements Socket {
  readonly #socket: WebSocket;
  readonly #recorder: Recorder;
  readonly #onWelcome: () => void;
  #isOver = false;

  constructor(url: string, protocols: string[], recorder: Recorder, onWelcome: () => void) {
    this.#recorder = recorder;
    this.#onWelcome = onWelcome;
    this.#socket = new WebSocket(url, protocols, { handshakeTimeout: 10_000 });
    recorder.record({ kind: "connected", since: parseSince(url) });
    this.#socket.on("message", (data: Buffer) => this.#hear(data.toString()));
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => this.#end());
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(
    type: "message" | "close",
    listener: (event: { readonly data: unknown; readonly code: number; readonly reason: string }) => void,
  ): void {
    if (type === "message") {
      this.#socket.on("message", (data: Buffer) => listener({ data: data.toString(), code: 0, reason: "" }));
    } else {
      this.#socket.on("close", (code, reason) => listener({ data: undefined, code, reason: reason.toString() }));
    }
  }

  send(text: string): void {
    const decoded = decodeCommand(text);
    if (decoded.kind === "ok") {
      if (decoded.value.type === "resume") this.#recorder.record({ kind: "resumed", since: decoded.value.since });
      else if (isDurable(decoded.value)) this.#recorder.record({ kind: "asked", command: decoded.value });
    }
    this.#socket.send(text);
  }

  close(code?: number, reason?: string): void {
    this.#end();
    this.#socket.close(code, reason);
  }

  stopReading(ms: number): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), ms);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#recorder.record({ kind: "disconnected" });
  }

  #hear(text: string): void {
    if (this.#isOver) return;
    const frame = decodeFrame(text);
    if (frame !== undefined) recordFrame(this.#recorder, frame, this.#onWelcome);
  }
}
