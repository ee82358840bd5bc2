// wire.ts: one WebSocket to a deployment, kept as a list of what came, and watched for what may never come.

import { WebSocket } from "ws";
import { Broken, isObject, type Json, type JsonObject, numberAt, parseJson, show, stringAt } from "./json.ts";

/** How long a rule waits for anything before it says what did not come. */
export const PATIENCE_MS = 10_000;
/** Slow mode of new guests; what a room sets for itself is longer here. */
const NEW_GUEST_WAIT_MS = 1000;
/** No frame of a server is larger (contract 5). */
const SERVER_FRAME_BYTES = 512 * 1024;

export const PING = '{"type":"ping"}';
export const PONG = '{"type":"pong"}';

export type Closed = { readonly code: number; readonly reason: string };

export type Dialling = {
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of `hubbub.v1`; an empty list is plain mode (contract 8). */
  readonly protocols?: readonly string[];
  readonly patienceMs?: number;
};

/** The answer to an upgrade that was refused before it became a WebSocket. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor(status: number, headers: Headers, body: string) {
    super(`the upgrade was answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

type Item =
  | { readonly kind: "frame"; readonly frame: JsonObject }
  | { readonly kind: "pong" }
  | { readonly kind: "text"; readonly text: string };
type Waiting = { look(): void; fail(error: Error): void };

/** Opens a socket. `who` is the name that failures speak of. Throws `Refused` where no WebSocket came of it. */
export async function dial(url: URL, who: string, dialling: Dialling = {}): Promise<Wire> {
  const protocols = dialling.protocols ?? ["hubbub.v1"];
  const socket = new WebSocket(url, [...protocols], {
    headers: { ...dialling.headers },
    perMessageDeflate: false,
    handshakeTimeout: 30_000,
  });
  const wire = new Wire(socket, who, {
    plain: protocols.length === 0,
    since: url.searchParams.get("since") ?? undefined,
    patienceMs: dialling.patienceMs ?? PATIENCE_MS,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("unexpected-response", (_request, response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        reject(
          new Refused(response.statusCode ?? 0, headersOf(response.headersDistinct), Buffer.concat(parts).toString()),
        );
        socket.terminate();
      });
    });
    socket.on("error", reject);
  });
  return wire;
}

export class Wire {
  /** The subprotocol that the server chose; empty for none. */
  get protocol(): string {
    return this.#socket.protocol;
  }
  /** Those of the answer to the upgrade. */
  answered = new Headers();
  /** The frames' own bytes, all that came. */
  bytes = 0;
  readonly #socket: WebSocket;
  readonly #who: string;
  readonly #plain: boolean;
  readonly #patienceMs: number;
  readonly #items: Item[] = [];
  readonly #events: JsonObject[] = [];
  readonly #waiting = new Set<Waiting>();
  /** Cursors asked for and not yet answered by a welcome. */
  readonly #asked: (string | undefined)[];
  #closed: Closed | undefined;
  #broken: string | undefined;
  #epoch = "0";
  /** The seq of the next event; undefined before the welcome. */
  #due: number | undefined;

  constructor(
    socket: WebSocket,
    who: string,
    options: { plain: boolean; since: string | undefined; patienceMs: number },
  ) {
    this.#socket = socket;
    this.#who = who;
    this.#plain = options.plain;
    this.#patienceMs = options.patienceMs;
    this.#asked = [options.since];
    socket.on("upgrade", ({ headersDistinct }) => (this.answered = headersOf(headersDistinct)));
    socket.on("message", (data, isBinary) => this.#receive(textOf(data), isBinary));
    socket.on("close", (code, reason) => {
      this.#closed = { code, reason: reason.toString() };
      this.#look();
      for (const waiting of this.#waiting)
        waiting.fail(this.#report(`the socket closed (${code} ${reason.toString()})`));
      this.#waiting.clear();
    });
  }

  /** Where this client stands: everything up to here has come. */
  get cursor(): string {
    return `${this.#epoch}:${(this.#due ?? 1) - 1}`;
  }

  get epoch(): string {
    return this.#epoch;
  }

  get isOpen(): boolean {
    return this.#closed === undefined;
  }

  send(command: JsonObject): void {
    if (command["type"] === "resume") this.#asked.push(stringAt(command, "since"));
    this.raw(JSON.stringify(command));
  }

  raw(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  /** Sends a command with an id and waits for its ack, error or history. */
  /** Waits as a guest of this hour must in a room that nobody made (contract R10-22), and asks again. */
  async ask(command: JsonObject): Promise<JsonObject> {
    for (;;) {
      this.send(command);
      const answer = await this.answer(stringAt(command, "id"));
      if (answer["code"] !== "slow_mode" || numberAt(answer, "retryAfterMs") > NEW_GUEST_WAIT_MS) return answer;
      await new Promise((resolve) => setTimeout(resolve, numberAt(answer, "retryAfterMs") + 5));
    }
  }

  /** Sends a message and waits for its ack. */
  async say(text: string, more: JsonObject = {}): Promise<JsonObject> {
    const answer = await this.ask({ type: "send", id: newId(), text, ...more });
    if (answer["type"] !== "ack") throw this.#report(`said "${text.slice(0, 40)}" and was answered ${show(answer)}`);
    return answer;
  }

  async answer(id: string): Promise<JsonObject> {
    const answers = ["ack", "error", "history"];
    return this.#take(`an answer to ${id}`, (frame) => frame["id"] === id && answers.includes(stringAt(frame, "type")));
  }

  /** Takes the oldest frame of this type that was not taken. Others stay where they are. */
  async next(type: string, accept: (frame: JsonObject) => boolean = () => true): Promise<JsonObject> {
    return this.#take(`a frame "${type}"`, (frame) => frame["type"] === type && accept(frame));
  }

  /** The next events, in however many frames they come. */
  async events(amount = 1): Promise<JsonObject[]> {
    while (this.#events.length < amount) this.#events.push(...eventsOf(await this.next("events")));
    return this.#events.splice(0, amount);
  }

  /** The texts of the next events, for a room in which there are only messages. */
  async texts(amount = 1): Promise<string[]> {
    return (await this.events(amount)).map((event) => stringAt(event, "text"));
  }

  /** The next text of a plain socket. */
  async text(): Promise<string> {
    return this.#wait("a text", () => {
      const index = this.#items.findIndex((item) => item.kind === "text");
      const [item] = index === -1 ? [] : this.#items.splice(index, 1);
      return item?.kind === "text" ? item.text : undefined;
    });
  }

  async ping(): Promise<void> {
    this.raw(PING);
    await this.pong();
  }

  async pong(): Promise<void> {
    await this.#wait("a pong", () => {
      const index = this.#items.findIndex((item) => item.kind === "pong");
      return index === -1 ? undefined : this.#items.splice(index, 1);
    });
  }

  /**
   * Waits until the server has read everything sent before: a command that no server knows is refused after all earlier
   * ones were, and durable ones are answered before or after, so ask for their acks.
   */
  async caughtUp(): Promise<void> {
    const id = newId();
    this.send({ type: "caught-up?", id });
    await this.#take("the refusal of an unknown command", (frame) => frame["type"] === "error" && frame["id"] === id);
  }

  /** Frames that came and were not taken. */
  untaken(type: string): JsonObject[] {
    this.#refuseBroken();
    return this.#items.flatMap((item) => (item.kind === "frame" && item.frame["type"] === type ? [item.frame] : []));
  }

  untakenTexts(): string[] {
    return this.#items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  }

  /** How the connection ended, once it has. */
  async closed(patienceMs = this.#patienceMs): Promise<Closed> {
    return this.#wait("a close", () => this.#closed, patienceMs);
  }

  /** Closes, and waits for the server's answer to that. */
  async leave(code?: number, reason?: string): Promise<Closed> {
    this.#socket.close(code, reason);
    return this.closed();
  }

  /** Goes away without a word. */
  vanish(): void {
    this.#socket.terminate();
  }

  /** Stops reading from the network, or goes on. */
  read(on: boolean): void {
    if (on) this.#socket.resume();
    else this.#socket.pause();
  }

  #receive(data: string, isBinary: boolean): void {
    const bytes = Buffer.byteLength(data);
    this.bytes += bytes;
    if (isBinary) this.#broken ??= "received a binary frame";
    if (data === PONG) this.#items.push({ kind: "pong" });
    else if (this.#plain) this.#items.push({ kind: "text", text: data });
    else this.#file(data, bytes);
    this.#look();
  }

  #file(data: string, bytes: number): void {
    const frame = parseJson(data);
    if (!isObject(frame) || typeof frame["type"] !== "string") {
      this.#broken ??= `received what is no JSON object with a type: ${data.slice(0, 200)}`;
      return;
    }
    if (bytes > SERVER_FRAME_BYTES)
      this.#broken ??= `received a frame of ${bytes} bytes, more than 512 KiB (contract 5)`;
    this.#items.push({ kind: "frame", frame });
    try {
      if (frame["type"] === "welcome") this.#welcome(frame);
      if (frame["type"] === "events") this.#follow(frame);
    } catch (error) {
      this.#broken ??= error instanceof Error ? error.message : String(error);
    }
  }

  #welcome(frame: JsonObject): void {
    const since = this.#asked.shift();
    this.#epoch = stringAt(frame, "epoch");
    const recovered = frame["recovered"] === true && since !== undefined;
    this.#due = 1 + (recovered ? Number(since.slice(since.lastIndexOf(":") + 1)) : numberAt(frame, "head"));
  }

  /** Promise 2.2, watched on every socket of every rule: no gap, no double, no event before the welcome. */
  #follow(frame: JsonObject): void {
    const events = eventsOf(frame);
    if (events.length === 0) throw new Broken("received an events frame without an event (contract 5)");
    if (this.#epoch === "0") {
      const { epoch } = frame;
      if (typeof epoch !== "string" || epoch === "0")
        throw new Broken("the events frame that began the room's log carries no epoch (contract 3.1)");
      this.#epoch = epoch;
    } else if (frame["epoch"] !== undefined && frame["epoch"] !== this.#epoch) {
      throw new Broken("an events frame carries another epoch than the welcome");
    }
    for (const event of events) {
      const seq = numberAt(event, "seq");
      if (this.#due === undefined) throw new Broken(`event ${seq} came before the welcome (contract 3.1)`);
      if (seq !== this.#due) throw new Broken(`event ${seq} came where ${this.#due} was due (promise 2.2)`);
      this.#due += 1;
    }
  }

  async #take(what: string, accept: (frame: JsonObject) => boolean): Promise<JsonObject> {
    return this.#wait(what, () => {
      const index = this.#items.findIndex((item) => item.kind === "frame" && accept(item.frame));
      const [item] = index === -1 ? [] : this.#items.splice(index, 1);
      return item?.kind === "frame" ? item.frame : undefined;
    });
  }

  async #wait<T>(what: string, take: () => T | undefined, patienceMs = this.#patienceMs): Promise<T> {
    this.#refuseBroken();
    const there = take();
    if (there !== undefined) return there;
    if (this.#closed !== undefined)
      throw this.#report(`waited for ${what}, but the socket is closed (${this.#closed.code} ${this.#closed.reason})`);
    return new Promise<T>((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        then();
      };
      const timer = setTimeout(
        () => settle(() => reject(this.#report(`waited ${patienceMs} ms for ${what}, which did not come`))),
        patienceMs,
      );
      const waiting: Waiting = {
        look: () => {
          const value = take();
          if (value !== undefined) settle(() => resolve(value));
        },
        fail: (error) => settle(() => reject(new Broken(`waited for ${what}: ${error.message}`))),
      };
      this.#waiting.add(waiting);
    });
  }

  #look(): void {
    for (const waiting of this.#waiting) {
      if (this.#broken === undefined) waiting.look();
      else waiting.fail(this.#report(this.#broken));
    }
  }

  #refuseBroken(): void {
    if (this.#broken !== undefined) throw this.#report(this.#broken);
  }

  #report(problem: string): Broken {
    const came = this.#items.slice(-6).map((item) => {
      if (item.kind === "frame") return shorten(JSON.stringify(item.frame));
      return item.kind === "text" ? `the text ${shorten(item.text)}` : "a pong";
    });
    return new Broken(
      `${this.#who} ${problem}; ${came.length === 0 ? "nothing is left untaken" : `untaken: ${came.join(" ")}`}`,
    );
  }
}

let ids = 0;

/** An id for a command that no other command of this run has. */
export function newId(): string {
  ids += 1;
  return `c${ids}-${crypto.randomUUID()}`;
}

function eventsOf(frame: JsonObject): JsonObject[] {
  const { events } = frame;
  if (!Array.isArray(events)) throw new Broken(`events should be a list in ${show(frame)}`);
  return events.flatMap((event: Json) => (isObject(event) ? [event] : []));
}

export function headersOf(fields: Readonly<Record<string, readonly string[] | undefined>>): Headers {
  return new Headers(
    Object.entries(fields).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value])),
  );
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}

function shorten(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${text.length} characters)`;
}
