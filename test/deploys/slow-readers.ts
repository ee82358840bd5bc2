// slow-readers.ts: clients that stop reading in a busy room: what they cost the server, and what the others notice.

import { readFileSync } from "node:fs";
import { numberAt, stringAt } from "../conformance/json.ts";
import { Deployment, type Present, Scene, sleep } from "../conformance/scene.ts";
import { newId, PING } from "../conformance/wire.ts";
import { poll } from "../support/processes.ts";

export type SlowReaders = {
  /** The server, with RATE_LIMITS off. */
  readonly origin: string;
  readonly pid: number;
  readonly slow: number;
  readonly readers: number;
  /** How much is sent to each socket. */
  readonly megabytes: number;
  /** Whether the slow ones pinged once before they stopped reading; who never did is cut only on measured buffering. */
  readonly pinged: boolean;
};

export type Measured = {
  /** Resident memory of the server in MiB: before the traffic, at its highest, at its end, after the slow ones went. */
  readonly baseMiB: number;
  readonly peakMiB: number;
  readonly endMiB: number;
  readonly afterMiB: number;
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
const SETTLED_MS = 3000;
/** Of a message in ASCII: what is sent is as many bytes as it has characters. */
const BATCH = 20;
const TEXT = "x".repeat(8000);
const DATA = "d".repeat(4000);

export async function slowReaders({ origin, pid, slow, readers, megabytes, pinged }: SlowReaders): Promise<Measured> {
  const scene = new Scene(new Deployment(origin, "off"));
  const patienceMs = PATIENCE_MS;
  const room = scene.room();
  /** For each reader and batch, the longest that an event took to it. */
  const watched: number[] = [];
  const enter = (who: string) => scene.enter(room, who, { query: { name: who }, patienceMs });
  const many = (amount: number, who: string) =>
    Promise.all(Array.from({ length: amount }, (_, index) => enter(`${who} ${index}`)));
  try {
    const talker = await enter("talker");
    const reading = await many(readers, "reader");
    const stuck = await many(slow, "slow");
    await talker.say("the first");
    await Promise.all([talker, ...reading].map((person) => person.events()));
    const baseMiB = memoryMiB(pid);
    let peakMiB = baseMiB;
    const sampler = setInterval(() => (peakMiB = Math.max(peakMiB, memoryMiB(pid))), 50);
    const pinger = setInterval(() => {
      for (const person of [talker, ...reading]) if (person.isOpen) person.raw(PING);
    }, 50);
    if (pinged) await Promise.all(stuck.map((person) => person.ping()));
    for (const person of stuck) person.read(false);

    const batches = Math.ceil((megabytes * MiB) / (TEXT.length + DATA.length) / BATCH);
    for (let batch = 0; batch < batches; batch += 1) {
      const commands = Array.from({ length: BATCH }, () => ({ type: "send", id: newId(), text: TEXT, data: DATA }));
      for (const command of commands) talker.send(command);
      const acks = await Promise.all(commands.map(({ id }) => talker.answer(id)));
      watched.push(...(await Promise.all(reading.map(async (person) => delayOf(await person.events(BATCH))))));
      if (numberAt(acks.at(-1), "seq") === 0) throw new Error("a message made no event");
      await talker.events(BATCH);
    }
    const head = 1 + batches * BATCH;
    const sentMiB = Math.round(talker.bytes / MiB);
    const endMiB = memoryMiB(pid);

    // The cut is told to those who read it: what the server holds for a socket is freed when its connection ends.
    for (const person of stuck) person.read(true);
    const cuts = await Promise.all(
      stuck.map(async (person) => {
        if (pinged) await person.closed();
        else
          await poll("a slow one that was not cut to have everything", PATIENCE_MS, async () => seqOf(person) === head);
        const { code, reason } = pinged ? await person.closed() : { code: 0, reason: "was not cut" };
        const mebibytes = Math.round((person.bytes / MiB) * 10) / 10;
        person.vanish();
        return { code, reason, mebibytes };
      }),
    );
    await sleep(SETTLED_MS);
    const afterMiB = memoryMiB(pid);
    clearInterval(sampler);
    const back = await Promise.all(
      stuck.map(async (person) => !pinged || (await comesBack(scene, room, person, head))),
    );
    clearInterval(pinger);
    const worstDelayMs = Math.max(...watched);
    return {
      baseMiB,
      peakMiB,
      endMiB,
      afterMiB,
      sentMiB,
      messages: head,
      cuts,
      worstDelayMs,
      caughtUp: back.filter(Boolean).length,
    };
  } finally {
    scene.end();
  }
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

/** Resident memory, as Linux tells it. */
function memoryMiB(pid: number): number {
  const [, kibibytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}
