// choosing.ts: `npm run bench:choosing`: every way to follow a room side by side, in requests, bytes, delay and bill.
//
// `--minutes 8` at a message a minute, `--seconds 120` at a message a second, `--readers 8` of each way. Loopback, no TLS:
// delays hold nothing of a network.

import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { sessionResponseSchema } from "../../src/protocol/http.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { buildWorker, OUTPUT } from "../support/built-worker.ts";
import { newRoom } from "../support/person.ts";
import { billOf } from "./bill.ts";
import { startCountingProxy } from "./counting-proxy.ts";
import { type Way, WAYS } from "./ways.ts";

type Pace = { readonly name: string; readonly everyMs: number; readonly measureMs: number };
/** Of one reader. Delays are of all. */
type Figure = {
  readonly way: string;
  readonly requestsPerHour: number;
  readonly bytesPerHour: number;
  readonly heard: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

/** What a person writes: 100 characters, the time among them. */
const TEXT_CHARS = 100;
const WORDS =
  "about again always around because before better between brings bread butter carry coffee could early eleven enough evening everybody flour friends good grinder happy iron kitchen later lemon little making maple maybe milk morning never nobody other people plates please question quite recipe ring second seven should something sugar Sunday syrup table thanks there things think three together tomorrow twice waffles where window without would yours".split(
    " ",
  );
const HOUR_MS = 3_600_000;
/** After the last message, for the slowest way to hear of it. */
const TAIL_MS = 6_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "8" },
      seconds: { type: "string", default: "120" },
      readers: { type: "string", default: "8" },
    },
  });
  const readers = Number(values.readers);
  const paces: readonly Pace[] = [
    { name: "One message a minute", everyMs: 60_000, measureMs: Number(values.minutes) * 60_000 },
    { name: "One message a second", everyMs: 1000, measureMs: Number(values.seconds) * 1000 },
  ];
  const built = await buildWorker("bench-choosing");
  const server = await startBuiltServer(built, { vars: { RATE_LIMITS: "off" } });
  const parts: string[] = [];
  try {
    for (const pace of paces) {
      const figures = await measure(server.origin, pace, readers);
      parts.push(`### ${pace.name}\n\n${tableOf(figures)}\n`);
      console.log(parts.at(-1));
    }
  } finally {
    await server.stop();
  }
  const conditions = [
    `${readers} readers of each way at once in one room; ${paces.map(({ name, measureMs }) => `${name.toLowerCase()} for ${measureMs / 1000} s`).join(", ")}, at`,
    `random moments; texts of ${TEXT_CHARS} characters; workerd alone, loopback, HTTP/1.1 without TLS and with the headers that Chromium`,
    `sends; ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
  ].join("\n");
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(join(OUTPUT, "choosing.md"), `${parts.join("\n")}\n${conditions}\n`);
  console.log(`${conditions}\n\nAlso in test/.output/choosing.md`);
}

async function measure(origin: string, { everyMs, measureMs }: Pace, readers: number): Promise<Figure[]> {
  const room = newRoom("choosing");
  const writer = await guest(origin, "Writer");
  await say(origin, room, writer.token);
  let measuring = false;
  const seats = await Promise.all(WAYS.map((way) => seatReaders(origin, room, way, readers, () => measuring)));
  measuring = true;
  const before = seats.map(({ proxy }) => proxy.bytes);
  const startMs = performance.now();
  for (let sent = 0; sent * everyMs < measureMs; sent++) {
    // At any moment of its turn: a steady beat would always meet a poll at the same place.
    await until(startMs + (sent + Math.random()) * everyMs);
    await say(origin, room, writer.token);
  }
  await until(startMs + measureMs);
  const hours = (performance.now() - startMs) / HOUR_MS;
  const bytes = seats.map(({ proxy }, index) => proxy.bytes - (before[index] ?? 0));
  const asked = seats.map((seat) => seat.asked);
  await until(performance.now() + TAIL_MS);
  for (const seat of seats) for (const follower of seat.followers) follower.stop();
  await Promise.all(seats.map(({ proxy }) => proxy.close()));
  return seats.map(({ way, delaysMs }, index) => {
    const sorted = delaysMs.toSorted((one, other) => one - other);
    return {
      way: way.name,
      requestsPerHour: (asked[index] ?? 0) / readers / hours,
      bytesPerHour: (bytes[index] ?? 0) / readers / hours,
      heard: sorted.length,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
    };
  });
}

async function seatReaders(origin: string, room: string, way: Way, readers: number, isMeasuring: () => boolean) {
  const proxy = await startCountingProxy(origin);
  const seat = { way, proxy, asked: 0, delaysMs: [] as number[] };
  const followers = await Promise.all(
    Array.from({ length: readers }, async (_, number) => {
      const { cookie } = await guest(origin, `Reader ${number}`);
      return way.follow({
        origin: proxy.origin,
        room,
        cookie,
        heard(text) {
          if (isMeasuring()) seat.delaysMs.push(performance.now() - Number(text.split(" ", 1)[0]));
        },
        asked() {
          if (isMeasuring()) seat.asked += 1;
        },
      });
    }),
  );
  return Object.assign(seat, { followers });
}

async function guest(origin: string, name: string): Promise<{ token: string; cookie: string }> {
  const response = await fetch(`${origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const { token } = v.parse(sessionResponseSchema, await response.json());
  return { token, cookie: response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "" };
}

async function say(origin: string, room: string, token: string): Promise<void> {
  const response = await fetch(`${origin}/api/rooms/${room}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ text: write() }),
  });
  if (response.status !== 201) throw new Error(`a message was answered with ${response.status}`);
}

/** Begins with the time. Different each time, as people's texts are: sockets compress what repeats. */
function write(): string {
  let text = `${performance.now()}`;
  while (text.length < TEXT_CHARS) text += ` ${WORDS[Math.floor(Math.random() * WORDS.length)] ?? ""}`;
  return text.slice(0, TEXT_CHARS);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function tableOf(figures: readonly Figure[]): string {
  const head = [
    "| way | requests an hour | bytes an hour | delay p50 | delay p99 | billed: Worker | billed: object |",
    "|---|---|---|---|---|---|---|",
  ];
  const rows = figures.map((figure) => {
    const bill = billOf(figure.way, figure.requestsPerHour);
    const cells = [
      figure.way,
      figure.requestsPerHour === 0 ? "0, once it is open" : count(figure.requestsPerHour),
      size(figure.bytesPerHour),
      time(figure.p50Ms),
      time(figure.p99Ms),
      count(bill.worker),
      count(bill.object),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const heard = figures.map((figure) => figure.heard).join(", ");
  return [...head, ...rows, "", `Deliveries that the delays are of: ${heard}.`].join("\n");
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

async function until(atMs: number): Promise<void> {
  const ms = atMs - performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

await main();
