// stream.ts: one event stream of a deployment, kept as a list of what came, and watched for what may never come.

import { readEventStream } from "../support/event-stream.ts";
import { Broken, isObject, type Json, type JsonObject, numberAt, parseJson, show, stringAt } from "./json.ts";
import { type Answer, request, type Scene } from "./scene.ts";
import { PATIENCE_MS } from "./wire.ts";

export type Following = {
  readonly token?: string;
  readonly since?: string;
  readonly lastEventId?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An event of a stream; `frame` is its data. */
export type Heard = { readonly name: string; readonly id: string | undefined; readonly frame: JsonObject };

/** Runs what follows rooms, and ends all its streams with it, whatever comes. */
export async function following(
  scene: Scene,
  run: (follow: (room: string, how?: Following) => Promise<Stream>) => Promise<void>,
): Promise<void> {
  const streams: Stream[] = [];
  try {
    await run(async (room, how = {}) => {
      const stream = await Stream.open(scene, room, how);
      streams.push(stream);
      return stream;
    });
  } finally {
    for (const stream of streams) stream.leave();
  }
}

/** How a request for a stream is refused. */
export function refusalToFollow(scene: Scene, room: string, how: Following = {}): Promise<Answer> {
  return request(scene.deployment.origin, "GET", pathOf(room, how), { headers: headersOf(how) });
}

export class Stream {
  readonly headers: Headers;
  /** What it said of coming back, in milliseconds; once, if it is right. */
  readonly retries: number[] = [];
  /** When comments came, by the clock of `performance`. */
  readonly comments: number[] = [];
  readonly heard: Heard[] = [];
  isOver = false;
  readonly #controller: AbortController;
  #look: () => void = () => undefined;
  #broken: Error | undefined;
  #taken = 0;

  private constructor(response: Response, controller: AbortController) {
    this.headers = response.headers;
    this.#controller = controller;
    void this.#read(response);
  }

  static async open(scene: Scene, room: string, how: Following): Promise<Stream> {
    const controller = new AbortController();
    const url = new URL(pathOf(room, how), scene.deployment.origin);
    const response = await fetch(url, { headers: headersOf(how), signal: controller.signal });
    if (response.status !== 200)
      throw new Broken(`${url.pathname} should be a stream, but was answered ${response.status}`);
    return new Stream(response, controller);
  }

  /** What an EventSource would send if it came back now. */
  get lastEventId(): string {
    return this.heard.findLast(({ id }) => id !== undefined)?.id ?? "";
  }

  /** The next event of this name; the ones before it are passed over. */
  async next(name: string, patienceMs = PATIENCE_MS): Promise<Heard> {
    return this.#wait(`an event "${name}"`, patienceMs, () => {
      const index = this.heard.findIndex((event, at) => at >= this.#taken && event.name === name);
      if (index === -1) return undefined;
      this.#taken = index + 1;
      return this.heard[index];
    });
  }

  /** The seqs and texts of the next messages, in however many events they come. */
  async texts(amount: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < amount) {
      const { id, frame } = await this.next("events");
      const { events } = frame;
      if (!Array.isArray(events)) throw new Broken(`events should be a list in ${show(frame)}`);
      texts.push(...events.map((event: Json) => stringAt(event, "text")));
      const last = numberAt(events.at(-1), "seq");
      if (id?.endsWith(`:${last}`) !== true)
        throw new Broken(`events up to ${last} should have its cursor as id, not ${id}`);
    }
    return texts;
  }

  async comment(amount: number, patienceMs: number): Promise<void> {
    await this.#wait(`comment ${amount}`, patienceMs, () => (this.comments.length >= amount ? true : undefined));
  }

  async over(): Promise<void> {
    await this.#wait("the end", PATIENCE_MS, () => (this.isOver ? true : undefined));
  }

  /** Goes away without a word. */
  leave(): void {
    this.#controller.abort();
  }

  async #read(response: Response): Promise<void> {
    try {
      if (response.body === null) throw new Broken("a stream should have a body");
      for await (const item of readEventStream(response.body.getReader())) {
        if (item.kind === "comment") this.comments.push(performance.now());
        else if (item.kind === "retry") this.retries.push(item.ms);
        else this.heard.push({ name: item.event, id: item.id, frame: frameIn(item.data) });
        this.#look();
      }
    } catch (error) {
      if (!this.#controller.signal.aborted) this.#broken = error instanceof Error ? error : new Error(String(error));
    }
    this.isOver = true;
    this.#look();
  }

  async #wait<T>(what: string, patienceMs: number, take: () => T | undefined): Promise<T> {
    const there = take();
    if (there !== undefined) return there;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const fail = (reason: string) =>
      reject(new Broken(`the stream ${reason}, and brought ${this.heard.map(({ name }) => name).join(", ")}`));
    const timer = setTimeout(() => fail(`waited ${patienceMs} ms for ${what}`), patienceMs);
    this.#look = () => {
      const value = take();
      if (value !== undefined) resolve(value);
      else if (this.#broken !== undefined) reject(this.#broken);
      else if (this.isOver) fail(`ended without ${what}`);
    };
    this.#look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}

function pathOf(room: string, { since }: Following): string {
  return `/api/rooms/${room}/events${since === undefined ? "" : `?since=${encodeURIComponent(since)}`}`;
}

function headersOf({ token, lastEventId, headers }: Following): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    ...headers,
  };
}

function frameIn(data: string): JsonObject {
  const frame = parseJson(data);
  if (!isObject(frame)) throw new Broken(`the data of an event should be a JSON object: ${data.slice(0, 200)}`);
  return frame;
}
