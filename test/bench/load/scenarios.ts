// scenarios.ts: what the people do in each kind of scenario, and what they saw of it.

import type { Crowd } from "./crowd.ts";
import type { Plan } from "./plan.ts";

export type Outcome = { readonly units: number; readonly figures: Readonly<Record<string, number>> };

export type Stage = {
  readonly crowd: Crowd;
  readonly plan: Plan;
  /** Surrounds what is measured. */
  readonly measured: (work: () => Promise<Outcome>) => Promise<void>;
};

const TEXT =
  "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. How vexingly quick they are!";
const SENDERS = 16;
const EVERY_MS = 100;
/** Shorter than that there are too few messages for a 99th percentile. */
const LATENCY_MS = 2000;
const JOINERS = 300;
const RETURNERS = 60;
const RETURN_AT_ONCE = 10;
const MISSED = 500;

/** A closed loop: so many messages are under way in each room, and the next is sent when one has reached everybody there. */
export async function fanOut({ crowd, plan, measured }: Stage, outstanding: number): Promise<void> {
  const { rooms, people } = plan;
  const said = Array.from({ length: rooms }, () => 0);
  const reached = Array.from({ length: rooms }, () => 0);
  let isOver = false;
  // Counted over all people of a room together: a batch that reaches them one after the other frees one place at a time.
  const pump = (room: number) => {
    while ((said[room] ?? 0) - Math.floor((reached[room] ?? 0) / people) < outstanding) {
      const turn = said[room] ?? 0;
      said[room] = turn + 1;
      crowd.say(room * people + (turn % Math.min(SENDERS, people)), TEXT);
    }
  };
  crowd.heard = ({ messages, room }) => {
    reached[room] = (reached[room] ?? 0) + messages;
    if (!isOver) pump(room);
  };
  for (const room of said.keys()) pump(room);
  // The first message of a room makes its tables.
  while (reached.some((count) => count < outstanding * people)) await delay(100);
  await delay(plan.warmUpMs);
  await measured(async () => {
    const [startedAt, delivered, frames] = [performance.now(), crowd.delivered, crowd.frames];
    await delay(plan.measureMs);
    const seconds = (performance.now() - startedAt) / 1000;
    const units = crowd.delivered - delivered;
    return {
      units,
      figures: { deliveredPerSecond: units / seconds, messagesPerFrame: units / (crowd.frames - frames) },
    };
  });
  isOver = true;
  await untilQuiet(crowd);
}

/** One message each 100 ms, by one after the other, whatever became of those before. */
export async function latency({ crowd, plan, measured }: Stage): Promise<void> {
  const delays: number[] = [];
  crowd.heard = ({ frame }) => {
    const now = performance.now();
    for (const [, at] of frame.toString("latin1").matchAll(/at=([\d.]+);/g)) delays.push(now - Number(at));
  };
  const sayEvery = async (ms: number) => {
    for (let turn = 0; turn * EVERY_MS < ms; turn += 1) {
      crowd.say(turn % SENDERS, `at=${performance.now()}; ${TEXT.slice(25)}`);
      await delay(EVERY_MS);
    }
  };
  await sayEvery(500);
  delays.length = 0;
  await measured(async () => {
    await sayEvery(Math.max(LATENCY_MS, plan.measureMs));
    await untilQuiet(crowd);
    delays.sort((one, other) => one - other);
    return { units: delays.length, figures: percentiles(delays) };
  });
}

/** People come into a room that is full already. `isBare`: they have seen everything, and are shown nothing. */
export async function joins({ crowd, measured }: Stage, isBare: boolean): Promise<void> {
  crowd.heard = () => {};
  const { bare } = crowd;
  if (isBare && bare === undefined) return;
  await measured(async () => {
    const startedAt = performance.now();
    await crowd.join(JOINERS, isBare ? bare : undefined);
    return { units: JOINERS, figures: { perSecond: JOINERS / ((performance.now() - startedAt) / 1000) } };
  });
}

/** People come back who missed something, some of them at a time. */
export async function resume({ crowd, measured }: Stage): Promise<void> {
  crowd.heard = () => {};
  if (crowd.bare === undefined) return;
  while (crowd.reachedFirst < MISSED) {
    for (let sender = 0; sender < SENDERS; sender += 1) crowd.say(sender, TEXT);
    await untilQuiet(crowd);
  }
  await measured(async () => {
    const startedAt = performance.now();
    const times: number[] = [];
    while (times.length < RETURNERS)
      times.push(...(await Promise.all(Array.from({ length: RETURN_AT_ONCE }, () => crowd.comeBack(MISSED)))));
    const seconds = (performance.now() - startedAt) / 1000;
    times.sort((one, other) => one - other);
    return { units: RETURNERS, figures: { perSecond: RETURNERS / seconds, ...percentiles(times) } };
  });
}

/** Everybody comes, and says nothing. */
export async function idle({ crowd, plan, measured }: Stage): Promise<void> {
  await measured(async () => {
    await crowd.join(plan.people * plan.rooms);
    await delay(1000);
    return { units: crowd.size, figures: {} };
  });
}

function percentiles(sorted: readonly number[]): { p50Ms: number; p99Ms: number } {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** What is still under way has arrived once nothing came for a while. */
async function untilQuiet(crowd: Crowd): Promise<void> {
  for (let before = -1; before !== crowd.delivered;) {
    before = crowd.delivered;
    await delay(200);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
