// slow-readers.ts: clients that stop reading in a busy room: what they cost the server, and what the others notice.

import { numberAt, stringAt } from "../conformance/json.ts";
import { Deployment, type Present, Scene, sleep } from "../conformance/scene.ts";
import { newId, PING } from "../conformance/wire.ts";
import { poll } from "../support/processes.ts";
import { startNarrowProxy } from "./narrow-proxy.ts";

export type SlowReaders = {
  /** The server, with RATE_LIMITS off, and its Unix socket. */
  readonly origin: string;
  readonly socketPath: string;
  readonly memory: Memory;
  readonly slow: number;
  readonly readers: number;
  /** How much is sent to each socket. */
  readonly megabytes: number;
  /** Whether the slow ones pinged once before they stopped reading; who never did is cut only on measured buffering. */
  readonly pinged: boolean;
};

/** What of the server's memory can be asked, in MiB. */
export type Memory = {
  resident(): number;
  /** Collects the garbage of its scripts, and gives what they still hold. */
  collected(): Promise<number>;
  /** What its allocator has given out and not got back; undefined where that cannot be asked. */
  allocated(): Promise<number | undefined>;
};

export type Measured = {
  /** Resident memory in MiB: before the traffic, at its highest, and after the slow ones went, without garbage. */
  readonly baseMiB: number;
  readonly peakMiB: number;
  readonly afterMiB: number;
  /** What its scripts held, without garbage, in MiB. */
  readonly heapBaseMiB: number;
  readonly heapAfterMiB: number;
  /** What the allocator had given out, in MiB. */
  readonly allocatedBaseMiB: number | undefined;
  readonly allocatedEndMiB: number | undefined;
  readonly allocatedAfterMiB: number | undefined;
  readonly sentMiB: number;
  readonly messages: number;
  /** What each slow one had been sent when it was cut, in MiB, and its close code. */
  readonly cuts: readonly { readonly code: number; readonly reason: string; readonly mebibytes: number }[];
  /** Longest time from a message's `at` to a reader that reads, in ms. */
  readonly worstDelayMs: number;
  /** Slow ones that came back with their cursor, and have everything. */
  readonly caughtUp: number;
};

const MiB = 1024 * 1024;
const PATIENCE_MS = 60_000;
/** For the server to notice that connections ended, and to free what it held for them. */
const SETTLED_MS = 1000;
/** Of a message in ASCII: what is sent is as many bytes as it has characters. */
const BATCH = 20;
const TEXT = "x".repeat(8000);
const DATA = "d".repeat(4000);

export async function slowReaders(options: SlowReaders): Promise<Measured> {
  const { origin, memory, pinged } = options;
  const proxy = await startNarrowProxy(options.socketPath);
  const scene = new Scene(new Deployment(origin, "off"));
  const slowScene = new Scene(new Deployment(proxy.origin, "off"));
  const room = scene.room();
  const many = (amount: number, who: string, where: Scene) =>
    Promise.all(Array.from({ length: amount }, (_, index) => enter(where, room, `${who} ${index}`)));
  try {
    const [talker, ...reading] = await many(1 + options.readers, "reader", scene);
    if (talker === undefined) throw new Error("nobody is there to talk");
    const stuck = await many(options.slow, "slow", slowScene);
    await talker.say("the first");
    await Promise.all([talker, ...reading].map((person) => person.events()));
    const heapBaseMiB = await memory.collected();
    const allocatedBaseMiB = await memory.allocated();
    const baseMiB = memory.resident();
    let peakMiB = baseMiB;
    const sampler = setInterval(() => (peakMiB = Math.max(peakMiB, memory.resident())), 50);
    const pinger = setInterval(() => {
      for (const person of [talker, ...reading]) if (person.isOpen) person.raw(PING);
    }, 50);
    try {
      if (pinged) await Promise.all(stuck.map((person) => person.ping()));
      proxy.read(false);
      const { head, worstDelayMs } = await talk(talker, reading, options.megabytes);
      const sentMiB = Math.round(talker.bytes / MiB);
      const allocatedEndMiB = await memory.allocated();
      // The cut is told to those who read it: what the server holds for a socket is freed when its connection ends.
      proxy.read(true);
      const cuts = await Promise.all(stuck.map((person) => cutOf(person, pinged, head)));
      await sleep(SETTLED_MS);
      clearInterval(sampler);
      const heapAfterMiB = await memory.collected();
      const allocatedAfterMiB = await memory.allocated();
      const afterMiB = memory.resident();
      const back = await Promise.all(stuck.map(async (person) => !pinged || comesBack(scene, room, person, head)));
      const resident = { baseMiB, peakMiB, afterMiB };
      const held = { heapBaseMiB, heapAfterMiB, allocatedBaseMiB, allocatedEndMiB, allocatedAfterMiB };
      const caughtUp = back.filter(Boolean).length;
      return { ...resident, ...held, sentMiB, messages: head, cuts, worstDelayMs, caughtUp };
    } finally {
      clearInterval(sampler);
      clearInterval(pinger);
    }
  } finally {
    for (const each of [scene, slowScene]) each.end();
    await proxy.stop();
  }
}

function enter(scene: Scene, room: string, who: string): Promise<Present> {
  return scene.enter(room, who, { query: { name: who }, patienceMs: PATIENCE_MS });
}

/** Says so much that each is sent as many megabytes. Gives the last seq, and the longest that an event took to a reader. */
async function talk(
  talker: Present,
  reading: readonly Present[],
  megabytes: number,
): Promise<{ head: number; worstDelayMs: number }> {
  const batches = Math.ceil((megabytes * MiB) / (TEXT.length + DATA.length) / BATCH);
  const delays: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    const commands = Array.from({ length: BATCH }, () => ({ type: "send", id: newId(), text: TEXT, data: DATA }));
    for (const command of commands) talker.send(command);
    const acks = await Promise.all(commands.map(({ id }) => talker.answer(id)));
    delays.push(...(await Promise.all(reading.map(async (person) => delayOf(await person.events(BATCH))))));
    if (numberAt(acks.at(-1), "seq") === 0) throw new Error("a message made no event");
    await talker.events(BATCH);
  }
  return { head: 1 + batches * BATCH, worstDelayMs: Math.max(...delays) };
}

/** How a slow one was cut, now that it reads what was sent to it. */
async function cutOf(person: Present, pinged: boolean, head: number): Promise<Measured["cuts"][number]> {
  if (!pinged)
    await poll("a slow one that was not cut to have everything", PATIENCE_MS, async () => seqOf(person) === head);
  const { code, reason } = pinged ? await person.closed() : { code: 0, reason: "was not cut" };
  const mebibytes = Math.round((person.bytes / MiB) * 10) / 10;
  person.vanish();
  return { code, reason, mebibytes };
}

/** Comes back where it stood; the wire itself watches that no seq is missing. */
async function comesBack(scene: Scene, room: string, person: Present, head: number): Promise<boolean> {
  const token = stringAt(person.welcome, "session.token");
  const back = await scene.enter(room, "slow one, again", { token, since: person.cursor, patienceMs: PATIENCE_MS });
  const pinger = setInterval(() => back.raw(PING), 50);
  try {
    await poll("a slow one that came back to have everything", PATIENCE_MS, async () => seqOf(back) === head);
    // Too far behind, it is told so and given a snapshot.
    return back.welcome["recovered"] === true || back.welcome["snapshot"] !== undefined;
  } finally {
    clearInterval(pinger);
    back.vanish();
  }
}

function seqOf({ cursor }: Present): number {
  return Number(cursor.slice(cursor.lastIndexOf(":") + 1));
}

function delayOf(events: readonly { readonly [key: string]: unknown }[]): number {
  return Math.max(...events.map(({ at }) => Date.now() - Number(at)));
}
