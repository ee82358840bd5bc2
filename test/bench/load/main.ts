// load.ts: one process that is all the people of a room. It prints "begin" and "end" around what it measures.
//
// A closed loop: so many messages are outstanding at a time, and the next is sent when one has reached everybody.

import * as v from "valibot";
import { WebSocket } from "ws";
import { hubbub, plain, type Speech } from "./speech.ts";

export const planSchema = v.object({
  speech: v.picklist(["hubbub", "plain"]),
  /** The sockets are spread over these. */
  origins: v.array(v.string()),
  room: v.string(),
  sockets: v.number(),
  senders: v.number(),
  outstanding: v.number(),
  warmUpMs: v.number(),
  measureMs: v.number(),
});
export type Plan = v.InferOutput<typeof planSchema>;

/** Joining is not what is measured; this many at a time keep a server from refusing. */
const JOINS_AT_ONCE = 50;
const TEXT =
  "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. How vexingly quick they are!";

async function main(plan: Plan): Promise<void> {
  const speech = plan.speech === "hubbub" ? hubbub(plan.room) : plain();
  let delivered = 0;
  let sent = 0;
  const sockets: WebSocket[] = [];
  const run = crypto.randomUUID().slice(0, 8);

  const pump = () => {
    // Counted over all sockets together: a batch that reaches people one after the other frees one place at a time.
    while (sent - Math.floor(delivered / plan.sockets) < plan.outstanding) {
      const sender = sockets[sent % plan.senders];
      sender?.send(speech.encode(`${run}-${sent}`, TEXT));
      sent += 1;
    }
  };
  // All sockets get the same bytes, so most frames were counted before.
  let known: Buffer = Buffer.alloc(0);
  let knownCount = 0;
  const receive = (frame: Buffer, isFirst: boolean) => {
    if (!frame.equals(known)) {
      known = frame;
      knownCount = speech.messagesIn(frame);
    }
    if (isFirst) speech.check?.(frame);
    if (!started) return;
    delivered += knownCount;
    if (knownCount > 0) pump();
  };
  let started = false;

  for (let from = 0; from < plan.sockets; from += JOINS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(JOINS_AT_ONCE, plan.sockets - from) }, (_, index) => from + index);
    sockets.push(...(await Promise.all(numbers.map((number) => join(plan, speech, number, receive)))));
  }

  started = true;
  pump();
  await delay(plan.warmUpMs);
  console.log("begin");
  const [startedAt, before, used] = [performance.now(), delivered, process.cpuUsage()];
  await delay(plan.measureMs);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(used);
  // Near 1, it was the load that could not go faster, and the server's figure is a lower bound.
  const result = { delivered: delivered - before, seconds, loadBusy: (user + system) / 1e6 / seconds };
  console.log("end");
  console.log(JSON.stringify(result));
  process.exit(0);
}

async function join(
  plan: Plan,
  speech: Speech,
  number: number,
  receive: (frame: Buffer, isFirst: boolean) => void,
): Promise<WebSocket> {
  const origin = plan.origins[number % plan.origins.length] ?? "";
  const socket = new WebSocket(`${origin.replace(/^http/, "ws")}${speech.path(number)}`, [...speech.protocols], {
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  socket.on("close", (code, reason) => fail(`socket ${number} was closed: ${code} ${reason.toString()}`));
  socket.on("error", (error) => fail(`socket ${number}: ${error.message}`));
  let received = 0;
  await new Promise<void>((resolve) => {
    if (speech.welcome === undefined) socket.once("open", resolve);
    socket.on("message", (data: Buffer) => {
      received += data.byteLength;
      if (speech.due !== undefined && received >= speech.due.everyBytes) {
        received = 0;
        socket.send(speech.due.frame);
      }
      if (speech.welcome?.test(data.subarray(0, 20).toString()) === true) resolve();
      receive(data, number === 0);
    });
  });
  return socket;
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}

async function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

if (process.argv[2] !== undefined) await main(v.parse(planSchema, JSON.parse(process.argv[2])));
