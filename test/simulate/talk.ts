// talk.ts: people talk in a room; each message goes up to the room, is stored, and goes down to everybody.

import { Clock } from "./clock.ts";
import { Latencies } from "./latencies.ts";
import { type Hall, openHall, type Post } from "./hall.ts";
import { createRandom } from "./random.ts";
import { LAST_MILE_P95, memoryBytes, type Run } from "./settings.ts";
import { socketsOf } from "./topology.ts";

/** The objects of one kind. Rates are of the one that has most. */
export type Load = {
  readonly kind: "room" | "parent" | "relay";
  readonly objects: number;
  readonly sockets: number;
  readonly processorMean: number;
  readonly processorMax: number;
  readonly requestsPerSecond: number;
  readonly callsPerSecond: number;
  readonly memoryBytes: number;
  readonly longestWaitMs: number;
};

export type Talk = {
  readonly messages: number;
  /** Of messages to members, each counted once. */
  readonly latencies: Latencies;
  readonly flushes: number;
  /** Calls between objects. */
  readonly calls: number;
  /** Of them, by relays that were behind. */
  readonly fetches: number;
  /** Frames to one socket of the busiest relay, or of the room. */
  readonly framesPerSocket: number;
  readonly elapsedMs: number;
  /** From the last message said until the last was delivered: long where something is overloaded. */
  readonly drainMs: number;
  readonly processorMs: number;
  readonly loads: readonly Load[];
};

export function talk(run: Run): Talk {
  const clock = new Clock();
  const random = createRandom(run.seed);
  const latencies = new Latencies();
  const hall = openHall(run, clock, { random, latencies });
  const lastMile = () => random.logNormal(run.costs.lastMileMs, run.costs.lastMileMs * LAST_MILE_P95);

  let messages = 0;
  let lastSaidMs = 0;
  const speak = (): void => {
    const post: Post = { saidAtMs: clock.nowMs };
    messages += 1;
    lastSaidMs = clock.nowMs;
    hall.say(post, Math.floor(random.uniform() * run.members), lastMile());
    const nextMs = clock.nowMs + random.exponential(1000 / run.rate);
    if (nextMs < run.seconds * 1000) clock.at(nextMs, speak);
  };
  clock.at(0, speak);
  clock.run();

  const elapsedMs = Math.max(run.seconds * 1000, clock.nowMs);
  return {
    messages,
    latencies,
    flushes: hall.room.flushes,
    calls: hall.desks.reduce((sum, desk) => sum + desk.calls, 0),
    fetches: hall.desks.reduce((sum, desk) => sum + desk.fetches, 0),
    framesPerSocket: hall.desks.reduce((most, desk) => Math.max(most, desk.framesPerSocket), 0),
    elapsedMs,
    drainMs: clock.nowMs - lastSaidMs,
    processorMs: [...new Set(hall.desks.map(({ thread }) => thread))].reduce((sum, { busyMs }) => sum + busyMs, 0),
    loads: loadsOf(hall, run.members, elapsedMs),
  };
}

function loadsOf(hall: Hall, members: number, elapsedMs: number): Load[] {
  return (["room", "parent", "relay"] as const).flatMap((kind) => {
    const desks = hall.desks.filter(({ node }) => node.kind === kind);
    if (desks.length === 0) return [];
    const most = (of: (desk: Hall["room"]) => number) => desks.reduce((found, desk) => Math.max(found, of(desk)), 0);
    const busyMs = desks.reduce((sum, { thread }) => sum + thread.busyMs, 0);
    const sockets = most(({ node }) => socketsOf(node));
    const load: Load = {
      kind,
      objects: desks.length,
      sockets,
      processorMean: busyMs / desks.length / elapsedMs,
      processorMax: most(({ thread }) => thread.busyMs) / elapsedMs,
      requestsPerSecond: most(({ thread }) => thread.requestsPeak),
      callsPerSecond: (most(({ calls }) => calls) * 1000) / elapsedMs,
      memoryBytes: memoryBytes(sockets, kind === "room" ? members - sockets : 0),
      longestWaitMs: most(({ thread }) => thread.longestWaitMs),
    };
    return [load];
  });
}
