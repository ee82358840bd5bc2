// schedule.ts: what is done to whom and when, all of it from the seed.

import { createRandom, type Random } from "./random.ts";
import type { ServerKind } from "./server.ts";

export const FAULTS = [
  "kill",
  "reload",
  "cut to client",
  "cut to server",
  "reset",
  "half-open",
  "delay",
  "trickle",
  "stop reading",
  "hold",
  "lose acks",
  "vanish",
  "lost place",
  "restart sdk",
  "same id twice",
  "other content",
  "rename",
  "same edit twice",
  "kick",
  "ban",
  "mute",
  "promote",
  "usurp",
  "hand on",
  "purge",
  "erase",
  "leave",
  "idle",
  "list words",
  "read only",
  "slow mode",
] as const;
export type FaultKind = (typeof FAULTS)[number];

/** `client` is a number that the run takes modulo those that the fault can befall; `ms` is how long it holds. */
export type Fault = {
  readonly atMs: number;
  readonly kind: FaultKind;
  readonly client: number;
  readonly ms: number;
};

/** Somebody says something, or makes something of what was said, `count` times at once. */
export type Chat = {
  readonly atMs: number;
  readonly client: number;
  readonly count: number;
  readonly isChange: boolean;
};

/** What is said comes to so much more than what becomes of it. */
const CHANGES = 0.4;

export type Schedule = { readonly faults: readonly Fault[]; readonly chat: readonly Chat[] };

/** How long a fault holds, in milliseconds. Those that are over at once have none. */
const LASTS: Partial<Record<FaultKind, readonly [number, number]>> = {
  kill: [50, 800],
  delay: [1000, 4000],
  trickle: [1000, 3000],
  "stop reading": [1000, 4000],
  hold: [1000, 4000],
  "lose acks": [3000, 8000],
  vanish: [300, 4000],
  "lost place": [100, 1000],
  ban: [300, 3000],
  mute: [300, 3000],
  promote: [300, 3000],
  idle: [500, 4000],
  "hand on": [300, 1500],
  "list words": [500, 3000],
  "read only": [300, 1500],
  "slow mode": [500, 2000],
};

/** Kills are rarer than what happens to a single client: everybody needs time to get somewhere in between. */
const KILL_EVERY_MS: Record<ServerKind, number> = { built: 9000, dev: 25_000 };

export function createSchedule(options: {
  readonly seed: number;
  readonly seconds: number;
  readonly clients: number;
  readonly server: ServerKind;
}): Schedule {
  const { seed, seconds, clients, server } = options;
  const random = createRandom(seed);
  const endMs = seconds * 1000;
  return {
    faults: [
      ...clientFaults(random.fork("faults"), endMs, clients),
      ...serverFaults(random.fork("server"), endMs, server),
    ].sort((a, b) => a.atMs - b.atMs),
    chat: [...chatter(random.fork("chat"), endMs, clients)],
  };
}

export function describeFault({ atMs, kind, client, ms }: Fault): string {
  const whom = kind === "kill" || kind === "reload" ? "" : ` client ${client}`;
  return `${(atMs / 1000).toFixed(2).padStart(7)} s  ${kind}${whom}${ms === 0 ? "" : `, ${ms} ms`}`;
}

/** Dealt from a shuffled deck, so that a short run has each kind, too. */
function* clientFaults(random: Random, endMs: number, clients: number): Iterable<Fault> {
  const perSecond = Math.max(1.8, clients / 15);
  let deck: FaultKind[] = [];
  for (let atMs = 500; atMs < endMs; atMs += gap(random, perSecond)) {
    if (deck.length === 0)
      deck = shuffle(
        random,
        FAULTS.filter((kind) => kind !== "kill" && kind !== "reload"),
      );
    const kind = deck.pop();
    if (kind !== undefined) yield fault(random, Math.round(atMs), kind);
  }
}

function* serverFaults(random: Random, endMs: number, server: ServerKind): Iterable<Fault> {
  const everyMs = KILL_EVERY_MS[server];
  let isReload = server === "dev";
  for (let atMs = Math.min(3000, endMs / 4); atMs < endMs - 1500; atMs += random.whole(everyMs / 2, everyMs * 1.5)) {
    yield fault(random, Math.round(atMs), isReload ? "reload" : "kill");
    isReload = server === "dev" && !isReload;
  }
}

function fault(random: Random, atMs: number, kind: FaultKind): Fault {
  const [from, to] = LASTS[kind] ?? [0, 0];
  return { atMs, kind, client: random.whole(0, 999), ms: random.whole(from, to) };
}

function* chatter(random: Random, endMs: number, clients: number): Iterable<Chat> {
  const perSecond = Math.min(15, 2 + clients / 4);
  for (let atMs = 200; atMs < endMs; atMs += gap(random, perSecond)) {
    const count = random.isTrue(0.15) ? random.whole(2, 6) : 1;
    yield { atMs: Math.round(atMs), client: random.whole(0, 999), count, isChange: random.isTrue(CHANGES) };
  }
}

function gap(random: Random, perSecond: number): number {
  return (2 * random.next() * 1000) / perSecond;
}

function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const rest = [...list];
  return Array.from(list, () => rest.splice(random.whole(0, rest.length - 1), 1)).flat();
}
