// ways.ts: the ways to hear of what is said in a room, each as a page of the deployment would go it.

import { Agent, type ClientRequest, get, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import * as v from "valibot";
import { WebSocket } from "ws";
import { PING } from "../../src/protocol/codec.ts";
import { PING_EVERY_MS } from "../../src/protocol/limits.ts";
import { pollAnswerSchema } from "../../src/protocol/http.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";
import { readEventStream } from "../support/event-stream.ts";

export type Seat = {
  readonly origin: string;
  readonly room: string;
  /** As a browser sends it back. */
  readonly cookie: string;
  /** The texts of messages, as they come. */
  readonly heard: (text: string) => void;
  /** A request was made. */
  readonly asked: () => void;
};

export type Follower = { stop(): void };

export type Way = {
  readonly name: string;
  /** Settles when the reader is where the room is. */
  follow(seat: Seat): Promise<Follower>;
};

/** What Chromium 156 sends from a page of the same origin, without Host, Cookie and Accept. */
const BROWSER = {
  "sec-ch-ua-platform": '"Linux"',
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  "sec-ch-ua": '"Not:A-Brand";v="8", "Chromium";v="156"',
  "sec-ch-ua-mobile": "?0",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "cors",
  "sec-fetch-dest": "empty",
  "accept-encoding": "gzip, deflate, br, zstd",
  "accept-language": "en-US,en;q=0.9",
};
const UPGRADE_KEEPS = ["user-agent", "accept-encoding", "accept-language"] as const;

const eventsSchema = v.looseObject({ events: v.array(v.looseObject({ text: v.optional(v.string()) })) });
const frameSchema = v.looseObject({ type: v.string() });

export const WAYS: readonly Way[] = [
  polling("Short poll, every second", { waitMs: 0, everyMs: 1000 }),
  polling("Short poll, every 5 s", { waitMs: 0, everyMs: 5000 }),
  polling("Long poll, 25 s", { waitMs: 25_000, everyMs: 0 }),
  { name: "Server-Sent Events", follow: followEvents },
  { name: "WebSocket", follow: followSocket },
];

function polling(name: string, { waitMs, everyMs }: { waitMs: number; everyMs: number }): Way {
  return {
    name,
    async follow(seat) {
      // A browser keeps its connection from one request to the next.
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const end = new AbortController();
      let cursor = "";
      let underWay: ClientRequest | undefined;
      const ask = async (query: string): Promise<void> => {
        seat.asked();
        const response = await request(seat, `/api/rooms/${seat.room}/poll?${query}`, "*/*", {
          agent,
          began: (begun) => (underWay = begun),
        });
        const answer = v.parse(pollAnswerSchema, JSON.parse(await textOf(response)));
        cursor = answer.cursor;
        for (const { text } of v.parse(eventsSchema, answer).events) if (text !== undefined) seat.heard(text);
      };
      await ask("waitMs=0");
      const loop = async (): Promise<void> => {
        // Readers do not ask in step.
        await delay(Math.random() * everyMs);
        while (!end.signal.aborted) {
          const nextAt = performance.now() + everyMs;
          await ask(`since=${cursor}&waitMs=${waitMs}`);
          await delay(nextAt - performance.now());
        }
      };
      loop().catch((error: unknown) => {
        if (!end.signal.aborted) throw error;
      });
      return {
        stop() {
          end.abort();
          underWay?.destroy();
          agent.destroy();
        },
      };
    },
  };
}

async function followEvents(seat: Seat): Promise<Follower> {
  seat.asked();
  let underWay: ClientRequest | undefined;
  const response = await request(seat, `/api/rooms/${seat.room}/events`, "text/event-stream", {
    began: (begun) => (underWay = begun),
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  const read = async (): Promise<void> => {
    const reader: ReadableStreamDefaultReader<Uint8Array> = Readable.toWeb(response).getReader();
    for await (const item of readEventStream(reader)) {
      if (item.kind !== "event") continue;
      if (item.event === "welcome") resolve();
      if (item.event === "events") hear(seat, item.data);
    }
  };
  let stopped = false;
  read().catch((error: unknown) => {
    if (!stopped) throw error;
  });
  await promise;
  return {
    stop() {
      stopped = true;
      underWay?.destroy();
    },
  };
}

async function followSocket(seat: Seat): Promise<Follower> {
  seat.asked();
  const socket = new WebSocket(`${seat.origin.replace(/^http/, "ws")}/ws/${seat.room}`, [SUBPROTOCOL], {
    headers: { ...Object.fromEntries(UPGRADE_KEEPS.map((name) => [name, BROWSER[name]])), cookie: seat.cookie },
    origin: seat.origin,
    perMessageDeflate: { clientMaxWindowBits: 15 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.on("error", reject);
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    const { type } = v.parse(frameSchema, JSON.parse(text));
    if (type === "welcome") resolve();
    if (type === "events") hear(seat, text);
  });
  await promise;
  const timer = setInterval(() => socket.send(PING), PING_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      socket.terminate();
    },
  };
}

function hear(seat: Seat, frame: string): void {
  for (const { text } of v.parse(eventsSchema, JSON.parse(frame)).events) if (text !== undefined) seat.heard(text);
}

async function request(
  { origin, cookie }: Seat,
  path: string,
  accept: string,
  { agent, began }: { agent?: Agent; began: (request: ClientRequest) => void },
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { ...BROWSER, accept, referer: `${origin}/`, cookie };
  const begun = get(`${origin}${path}`, { headers, ...(agent === undefined ? {} : { agent }) }, resolve);
  begun.on("error", reject);
  began(begun);
  const response = await promise;
  if (response.statusCode !== 200) throw new Error(`${path} was answered with ${response.statusCode}`);
  return response;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function delay(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
