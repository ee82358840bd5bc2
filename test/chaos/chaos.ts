// chaos.ts: a room under fire: a seeded run of faults against a real server, and the verdict on every promise.

import type { ChaosClient } from "./chaos-client.ts";
import { checkHistories, countChecks } from "./checker.ts";
import { type Crew, gatherCrew } from "./crew.ts";
import { applyFault, type Injected, pardon } from "./faults.ts";
import type { Evidence } from "./history.ts";
import { createRandom } from "./random.ts";
import { readFinal } from "./read-final.ts";
import { type Chat, createSchedule, type FaultKind, type Schedule } from "./schedule.ts";
import { type ChaosServer, type ServerKind, startChaosServer } from "./server.ts";
import type { Violation } from "./violation.ts";

export type ChaosOptions = {
  readonly seed: number;
  readonly seconds: number;
  readonly clients: number;
  readonly server: ServerKind;
  /** The folder of the build under test/.output. */
  readonly build?: string;
  readonly print?: (line: string) => void;
};

export type ChaosReport = {
  readonly options: ChaosOptions;
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly acksLost: number;
  readonly events: number;
  readonly asked: number;
  readonly acks: number;
  readonly refusals: number;
  readonly seen: number;
  readonly reconnects: number;
  readonly checks: number;
  readonly caughtUpMs: number;
  readonly violations: readonly Violation[];
  readonly evidence: Evidence;
};

/** How long everybody may take to catch up once the weather is fair. A minute is the time of an SDK that waits twice. */
const CATCH_UP_MS = 60_000;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const print = options.print ?? (() => {});
  const schedule = createSchedule(options);
  const server = await startChaosServer(options.server, options.build ?? `chaos-${options.seed}`);
  const random = createRandom(options.seed);
  const room = `chaos-${options.seed}-${crypto.randomUUID().slice(0, 8)}`;
  let crew: Crew | undefined;
  try {
    // Half of the runs have an owner, who pins and removes others' messages; in the others a log begins under way.
    crew = await gatherCrew(server, room, options.clients, random, { isMade: options.seed % 2 === 1 });
    for (const client of crew.clients) client.start();
    const injected = await play(schedule, crew, server, print);
    print("faults stop; everybody catches up");
    for (const { proxy } of crew.clients) proxy.calm();
    await pardon(crew);
    const startedAt = performance.now();
    const late = await catchUp(crew, server, room);
    const caughtUpMs = performance.now() - startedAt;
    const histories = [...crew.clients.flatMap((client) => client.finish()), crew.poster.finish()];
    // What anybody saw by now must outlive one more crash.
    await server.kill9();
    await server.restart();
    const evidence: Evidence = { clients: histories, final: await readFinal(server.origin, room) };
    return report(options, crew, injected, evidence, late, caughtUpMs);
  } catch (error) {
    throw new Error(`the run broke; the server printed:\n${server.output().slice(-4000)}`, { cause: error });
  } finally {
    for (const client of crew?.clients ?? []) {
      client.finish();
      await client.proxy.stop();
    }
    await server.stop();
  }
}

/** Plays the schedule by the clock. What the server is down for waits; everything else goes on. */
async function play(
  schedule: Schedule,
  crew: Crew,
  server: ChaosServer,
  print: (line: string) => void,
): Promise<Injected> {
  const injected: Injected = { counts: new Map(), pending: new Set() };
  const startedAt = performance.now();
  const steps = [
    ...schedule.faults.map((fault) => ({
      atMs: fault.atMs,
      run: () => applyFault(fault, crew, server, injected, print),
    })),
    ...schedule.chat.map((chat, index) => ({ atMs: chat.atMs, run: () => talk(crew, chat, index) })),
  ].sort((a, b) => a.atMs - b.atMs);
  for (const step of steps) {
    await untilMs(startedAt + step.atMs);
    step.run();
  }
  await Promise.all(injected.pending);
  return injected;
}

function talk(crew: Crew, { client: who, count, isChange }: Chat, index: number): void {
  for (let at = 0; at < count; at += 1) {
    if (isChange) {
      (crew.clients[who % (crew.clients.length + 1)] ?? crew.poster).change();
      continue;
    }
    const text = `message ${index}.${at}`;
    const client = crew.clients[who % (crew.clients.length + 1)];
    if (client === undefined) crew.poster.post(text);
    else client.say(text);
  }
}

/** Gives who was not there in time, and why. */
async function catchUp(crew: Crew, server: ChaosServer, room: string): Promise<Violation[]> {
  const deadline = performance.now() + CATCH_UP_MS;
  for (;;) {
    for (const client of crew.clients) client.hurry();
    await untilMs(performance.now() + 500);
    const place = await placeOf(server, room);
    const late = crew.clients.flatMap((client: ChaosClient): Violation[] => {
      const lack = place === undefined ? "has no server to ask" : client.lacks(place);
      return lack === undefined ? [] : [{ rule: "R2-4", text: `${client.name} did not catch up: it ${lack}` }];
    });
    if (crew.poster.waiting > 0) late.push({ rule: "R4", text: `${crew.poster.waiting} posts have no answer` });
    if (late.length === 0 || performance.now() > deadline) return late;
  }
}

async function placeOf(server: ChaosServer, room: string): Promise<{ epoch: string; head: number } | undefined> {
  try {
    const response = await fetch(`${server.origin}/api/rooms/${room}`, { signal: AbortSignal.timeout(4000) });
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null || !("epoch" in body) || !("head" in body)) return undefined;
    const { epoch, head } = body;
    return typeof epoch === "string" && typeof head === "number" ? { epoch, head } : undefined;
  } catch {
    return undefined;
  }
}

function report(
  options: ChaosOptions,
  crew: Crew,
  injected: Injected,
  evidence: Evidence,
  late: readonly Violation[],
  caughtUpMs: number,
): ChaosReport {
  const entries = evidence.clients.flatMap((client) => client.entries);
  const count = (kind: (typeof entries)[number]["kind"]) => entries.filter((entry) => entry.kind === kind).length;
  return {
    options,
    faults: injected.counts,
    acksLost: crew.clients.reduce((sum, { proxy }) => sum + proxy.acksLost, 0),
    events: evidence.final.head,
    asked: count("asked"),
    acks: count("acknowledged"),
    refusals: count("refused"),
    seen: entries.reduce((sum, entry) => sum + (entry.kind === "saw" ? entry.events.length : 0), 0),
    reconnects: crew.clients.reduce((sum, client) => sum + client.reconnects, 0),
    checks: countChecks(evidence),
    caughtUpMs,
    violations: [...late, ...checkHistories(evidence)],
    evidence,
  };
}

async function untilMs(at: number): Promise<void> {
  const waitMs = at - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
