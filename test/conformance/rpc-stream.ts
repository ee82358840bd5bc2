// rpc-stream.ts: hubbub.v1.RoomService called by hand, as Connect in JSON: a stream is flags, lengths and JSON.

import { at, Broken, expectSame, isObject, type Json, type JsonObject, parseJson, show, stringAt } from "./json.ts";
import type { Answer, Asking, Scene } from "./scene.ts";
import { PATIENCE_MS } from "./wire.ts";

export const SERVICE = "/hubbub.v1.RoomService";
/** The flag of the last message of a stream: how it ended. */
const END = 2;

export function call(scene: Scene, method: string, body: JsonObject, asking: Asking = {}): Promise<Answer> {
  return scene.http("POST", `${SERVICE}/${method}`, { body, ...asking });
}

/** Throws `Broken` where the answer is no refusal of Connect with these codes. */
export function expectRefused(what: string, answer: Answer, status: number, connect: string, code: string): void {
  const { headers, json } = answer;
  const said = { status: answer.status, connect: at(json, "code") ?? null, code: headers.get("hubbub-code") };
  expectSame(`how ${what} is refused`, said, { status, connect, code });
}

export type Subscribing = { readonly room: string; readonly since?: string };

/** Runs what subscribes, and ends all its streams with it, whatever comes. */
export async function subscribing(
  scene: Scene,
  run: (subscribe: (message: Subscribing, token?: string) => Promise<RpcStream>) => Promise<void>,
): Promise<void> {
  const streams: RpcStream[] = [];
  try {
    await run(async (message, token) => {
      const stream = await RpcStream.open(scene, message, token);
      streams.push(stream);
      return stream;
    });
  } finally {
    for (const stream of streams) stream.leave();
  }
}

export class RpcStream {
  /** Of the newest response that was taken. */
  cursor = "";
  readonly #gone: AbortController;
  readonly #messages: AsyncGenerator<{ flags: number; json: JsonObject }>;

  private constructor(body: ReadableStream<Uint8Array>, gone: AbortController) {
    this.#messages = messagesIn(body);
    this.#gone = gone;
  }

  static async open(scene: Scene, message: Subscribing, token?: string): Promise<RpcStream> {
    const gone = new AbortController();
    const response = await fetch(new URL(`${SERVICE}/Subscribe`, scene.deployment.origin), {
      method: "POST",
      headers: {
        "content-type": "application/connect+json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: envelope(JSON.stringify(message)),
      signal: gone.signal,
    });
    if (response.status !== 200 || response.body === null)
      throw new Broken(`Subscribe should be a stream, but was answered ${response.status}`);
    return new RpcStream(response.body, gone);
  }

  /** The next response with this frame; ones with others are passed over. */
  async next(frame: string, patienceMs = PATIENCE_MS): Promise<JsonObject> {
    for (;;) {
      const { flags, json } = await this.#message(`a response with ${frame}`, patienceMs);
      if (flags === END) throw new Broken(`the stream ended before a response with ${frame}: ${show(json)}`);
      this.cursor = stringAt(json, "cursor");
      const held = json[frame];
      if (isObject(held)) return held;
    }
  }

  /** The texts of the next messages, in however many responses they come. */
  async texts(amount: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < amount) {
      const { events } = await this.next("events");
      if (!Array.isArray(events)) throw new Broken(`events should be a list, and is ${show(events)}`);
      texts.push(...events.map((event: Json) => stringAt(event, "message.text")));
    }
    return texts;
  }

  /** How it ended: empty where that was well. */
  async end(): Promise<JsonObject> {
    for (;;) {
      const { flags, json } = await this.#message("the end of the stream", PATIENCE_MS);
      if (flags === END) return json;
    }
  }

  /** Goes away without a word. */
  leave(): void {
    this.#gone.abort();
  }

  async #message(what: string, patienceMs: number): Promise<{ flags: number; json: JsonObject }> {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Broken(`${what} should have come within ${patienceMs} ms`)), patienceMs);
    try {
      const { done, value } = await Promise.race([this.#messages.next(), tooLate]);
      if (done === true) throw new Broken(`${what} should have come, but the stream broke off`);
      return value;
    } finally {
      clearTimeout(timer);
    }
  }
}

function envelope(json: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(5 + text.byteLength);
  new DataView(bytes.buffer).setUint32(1, text.byteLength);
  bytes.set(text, 5);
  return bytes;
}

async function* messagesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<{ flags: number; json: JsonObject }> {
  let waiting = Buffer.alloc(0);
  for await (const part of body) {
    waiting = Buffer.concat([waiting, part]);
    while (waiting.length >= 5 && waiting.length >= 5 + waiting.readUInt32BE(1)) {
      const end = 5 + waiting.readUInt32BE(1);
      const json = parseJson(waiting.toString("utf8", 5, end));
      if (!isObject(json)) throw new Broken(`a message of a stream should be an object, and is ${show(json ?? null)}`);
      yield { flags: waiting.readUInt8(0), json };
      waiting = waiting.subarray(end);
    }
  }
}
