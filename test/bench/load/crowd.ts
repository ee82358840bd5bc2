// crowd.ts: everybody who is in the rooms of a server, in one process, and what reached them.

import { WebSocket } from "ws";
import type { Plan } from "./plan.ts";
import { type Speech, speechOf } from "./speech.ts";

/** This many join at a time. */
const JOINS_AT_ONCE = 50;
const REFUSAL = Buffer.from('{"type":"error"');

export type Heard = { readonly frame: Buffer; readonly messages: number; readonly room: number };

export class Crowd {
  readonly speech: Speech;
  readonly #plan: Plan;
  readonly #sockets: WebSocket[] = [];
  readonly #run = crypto.randomUUID().slice(0, 8);
  #said = 0;
  /** The last frame that names the epoch, as the first of all was told it. */
  #told = "";
  /** Called with each frame that brings messages. */
  heard: (heard: Heard) => void = () => {};
  /** Messages that reached somebody, and the frames that they came in. */
  delivered = 0;
  frames = 0;
  /** Those of the first of all, which are all that their room has. */
  reachedFirst = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.speech = speechOf(plan.speech);
  }

  get size(): number {
    return this.#sockets.length;
  }

  /** Says something as the `sender`-th of all. */
  say(sender: number, text: string): void {
    this.#sockets[sender]?.send(this.speech.encode(`${this.#run}-${this.#said}`, text));
    this.#said += 1;
  }

  /** Lets so many more in. `path` gives another way in than the usual one. */
  async join(count: number, path: (usual: string) => string = (usual) => usual): Promise<void> {
    const end = this.size + count;
    while (this.size < end) {
      const first = this.size;
      const numbers = Array.from({ length: Math.min(JOINS_AT_ONCE, end - first) }, (_, index) => first + index);
      this.#sockets.push(...(await Promise.all(numbers.map((number) => this.#enter(number, path)))));
    }
  }

  /** Somebody comes back who missed the last messages. Gives when all of them are there, after how many milliseconds. */
  async comeBack(missed: number): Promise<number> {
    const { back } = this.speech;
    if (back === undefined) throw new Error("this server keeps nothing for whoever was away");
    const startedAt = performance.now();
    const path = back(this.#path(this.size), this.#told, missed);
    const socket = this.#open(this.size, path);
    let got = 0;
    await new Promise<void>((resolve) => {
      socket.on("message", (data: Buffer) => {
        got += this.speech.messagesIn(data);
        if (got >= missed) resolve();
      });
    });
    const ms = performance.now() - startedAt;
    socket.removeAllListeners("close");
    socket.terminate();
    return ms;
  }

  /** The way in of somebody who has seen everything: where the server keeps it, nothing is shown to them. */
  get bare(): ((usual: string) => string) | undefined {
    const { back } = this.speech;
    return back && ((usual) => back(usual, this.#told, 0));
  }

  async #enter(number: number, path: (usual: string) => string): Promise<WebSocket> {
    const socket = this.#open(number, path(this.#path(number)));
    const room = this.#roomOf(number);
    const { welcome, greeting, due, check } = this.speech;
    let received = 0;
    await new Promise<void>((resolve) => {
      if (greeting !== undefined) socket.once("open", () => socket.send(greeting));
      if (welcome === undefined) socket.once("open", resolve);
      socket.on("message", (data: Buffer) => {
        received += data.byteLength;
        if (due !== undefined && received >= due.everyBytes) {
          received = 0;
          socket.send(due.frame);
        }
        if (data.subarray(0, REFUSAL.length).equals(REFUSAL)) fail(`socket ${number} was told ${data.toString()}`);
        if (number === 0) this.#note(data);
        if (number === 0) this.reachedFirst += this.speech.messagesIn(data);
        if (welcome !== undefined && data.subarray(0, welcome.length).toString() === welcome) resolve();
        else this.#receive(data, room);
        if (number === 0) check?.(data);
      });
    });
    return socket;
  }

  /** All sockets of a room get the same bytes, so most frames were counted before. */
  #known: Buffer = Buffer.alloc(0);
  #knownCount = 0;

  #receive(frame: Buffer, room: number): void {
    if (!frame.equals(this.#known)) {
      this.#known = frame;
      this.#knownCount = this.speech.messagesIn(frame);
    }
    if (this.#knownCount === 0) return;
    this.delivered += this.#knownCount;
    this.frames += 1;
    this.heard({ frame, messages: this.#knownCount, room });
  }

  #note(frame: Buffer): void {
    const start = frame.subarray(0, 200).toString();
    if (start.includes('"epoch":"')) this.#told = start;
  }

  #open(number: number, path: string): WebSocket {
    const { origins } = this.#plan;
    const origin = origins[number % origins.length] ?? "";
    const socket = new WebSocket(`${origin.replace(/^http/, "ws")}${path}`, [...this.speech.protocols], {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    socket.on("close", (code, reason) => fail(`socket ${number} was closed: ${code} ${reason.toString()}`));
    socket.on("error", (error) => fail(`socket ${number}: ${error.message}`));
    return socket;
  }

  #path(number: number): string {
    return this.speech.path(`${this.#plan.room}-${this.#roomOf(number)}`, number);
  }

  /** Whoever comes once all rooms are full is in the first. */
  #roomOf(number: number): number {
    return Math.floor(number / this.#plan.people) % this.#plan.rooms;
  }
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
