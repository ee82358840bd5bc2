// measured-room.ts: one real room on workerd alone, with so many sockets and so many messages a second: what it took.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { WebSocket } from "ws";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";
import type { BuiltWorker } from "../support/built-worker.ts";
import { startBuiltServer } from "../support/built-server.ts";
import { poll } from "../support/processes.ts";
import { Latencies } from "./latencies.ts";
import { createRandom } from "./random.ts";

export type RoomShape = {
  readonly sockets: number;
  readonly rate: number;
  readonly seconds: number;
  /** What the room holds itself before relays take more, and what one of them takes; without it no relays. */
  readonly relays?: { readonly threshold: number; readonly sockets: number };
};
export type Measured = RoomShape & {
  readonly messages: number;
  readonly latencies: Latencies;
  /** CPU of the server, for each message and for each join. */
  readonly messageMs: number;
  readonly joinMs: number;
  readonly eventBytes: number;
  /** Of the time in which the server had something to do, the part in which others had its core. */
  readonly waited: number;
};

const JOINS_AT_ONCE = 20;
const TEXT =
  "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. How vexingly quick they jump!";
const EVENTS = Buffer.from('{"type":"events"');
const SAID_AT = /"text":"(\d+(?:\.\d+)?) /g;
/** Patience with frames that are under way when the last message was sent. */
const TAIL_MS = 20_000;

export async function measureRoom(built: BuiltWorker, shape: RoomShape): Promise<Measured> {
  const [forServer, own] = pins();
  if (own !== undefined) execFileSync("taskset", ["-cp", own, `${process.pid}`], { stdio: "ignore" });
  const server = await startBuiltServer(built, { vars: varsOf(shape), before: forServer });
  const sockets: WebSocket[] = [];
  try {
    const room = `simulate-${crypto.randomUUID().slice(0, 8)}`;
    let latencies = new Latencies();
    let bytes = 0;
    let known: Buffer = Buffer.alloc(0);
    let saidAt: number[] = [];
    const hear = (frame: Buffer): void => {
      const now = performance.now();
      if (!frame.subarray(0, EVENTS.length).equals(EVENTS)) return;
      // Everybody gets the same bytes.
      if (!frame.equals(known)) {
        known = frame;
        saidAt = [...frame.toString().matchAll(SAID_AT)].map(([, at]) => Number(at));
      }
      if (saidAt.length > 0) bytes += frame.byteLength;
      for (const at of saidAt) latencies.add(now - at, 1);
    };
    const beforeJoins = processorOf(server.pid).ranMs;
    for (let from = 0; from < shape.sockets; from += JOINS_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(JOINS_AT_ONCE, shape.sockets - from) }, (_, index) => from + index);
      sockets.push(...(await Promise.all(numbers.map(async (number) => join(server.origin, room, number, hear)))));
    }
    const joinMs = (processorOf(server.pid).ranMs - beforeJoins) / shape.sockets;
    // The tables are made, and the code is warm.
    const warming = await speak(sockets, { ...shape, seconds: 2 });
    await poll("the first messages to reach everybody", TAIL_MS, () =>
      Promise.resolve(latencies.count >= warming * shape.sockets),
    );
    latencies = new Latencies();
    bytes = 0;
    const before = processorOf(server.pid);
    const messages = await speak(sockets, shape);
    await poll("the last message to reach everybody", TAIL_MS, () =>
      Promise.resolve(latencies.count >= messages * shape.sockets),
    );
    const after = processorOf(server.pid);
    const ranMs = after.ranMs - before.ranMs;
    const waitedMs = after.waitedMs - before.waitedMs;
    const messageMs = ranMs / messages;
    const heard = latencies.count;
    if (heard !== messages * shape.sockets) throw new Error(`of ${messages * shape.sockets} deliveries, ${heard} came`);
    return {
      ...shape,
      messages,
      latencies,
      messageMs,
      joinMs,
      eventBytes: bytes / heard,
      waited: waitedMs / (ranMs + waitedMs),
    };
  } finally {
    for (const socket of sockets) socket.terminate();
    await server.stop();
  }
}

/** At moments that know nothing of each other, as the simulation has it. */
async function speak(sockets: readonly WebSocket[], { rate, seconds }: RoomShape): Promise<number> {
  const random = createRandom(1);
  const startMs = performance.now();
  let dueMs = startMs;
  let messages = 0;
  while (dueMs < startMs + seconds * 1000) {
    await delay(dueMs - performance.now());
    const speaker = sockets[Math.floor(random.uniform() * sockets.length)];
    const text = `${performance.now()} ${TEXT}`.slice(0, 120);
    speaker?.send(JSON.stringify({ type: "send", id: crypto.randomUUID(), text }));
    messages += 1;
    dueMs += random.exponential(1000 / rate);
  }
  return messages;
}

function varsOf({ relays }: RoomShape): Record<string, string> {
  return {
    RATE_LIMITS: "off",
    RELAY_THRESHOLD: `${relays?.threshold ?? 0}`,
    ...(relays === undefined ? {} : { RELAY_SOCKETS: `${relays.sockets}` }),
  };
}

async function join(origin: string, room: string, number: number, hear: (frame: Buffer) => void): Promise<WebSocket> {
  const url = `${origin.replace(/^http/, "ws")}/ws/${room}?name=Guest%20${number}`;
  const socket = new WebSocket(url, [SUBPROTOCOL], { perMessageDeflate: false, skipUTF8Validation: true });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      if (data.subarray(0, 20).includes('"welcome"')) resolve(socket);
      hear(data);
    });
  });
}

/** The server on one core, the load on another, where there are two and Linux. */
function pins(): [string[], string | undefined] {
  if (process.platform !== "linux" || availableParallelism() < 2) return [[], undefined];
  return [["taskset", "-c", "0"], "1"];
}

/** What the threads of a process have run so far, and waited for a core that others had, as Linux counts it. */
function processorOf(pid: number): { readonly ranMs: number; readonly waitedMs: number } {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ").map(Number);
    return { ran, waited };
  });
  return {
    ranMs: threads.reduce((sum, { ran }) => sum + ran, 0) / 1e6,
    waitedMs: threads.reduce((sum, { waited }) => sum + waited, 0) / 1e6,
  };
}

async function delay(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
