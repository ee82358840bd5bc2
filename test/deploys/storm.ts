// storm.ts: many clients whose connections all end at once, on a clock of our own, with a server that lets in so many a second.

import { type Connection, type ConnectionEvent, IDLE, step } from "../../src/client/connection.ts";
import { CLOSE } from "../../src/protocol/close-codes.ts";

export type Storm = {
  readonly clients: number;
  readonly spreadMs: number;
  /** Upgrades that the server takes in one second; the others are refused with 1013. */
  readonly capacity?: number;
  readonly seed?: number;
  /** How long the connections had held before; less than 10 s is a row of failures. */
  readonly heldMs?: number;
};

export type Aftermath = {
  /** Upgrades tried in each second after the drop. */
  readonly perSecond: readonly number[];
  readonly peak: number;
  /** When the last one was in, in milliseconds after the drop. */
  readonly allInMs: number;
  readonly tries: number;
};

const TICK_MS = 10;
const GIVE_UP_MS = 120_000;

/** The state machine of the SDK, a thousand times, with seeded chance. */
export function weather({ clients, spreadMs, capacity = Infinity, seed = 1, heldMs = 60_000 }: Storm): Aftermath {
  const random = seeded(seed);
  let nowMs = 0;
  const tell = (state: Connection, event: ConnectionEvent) => step(state, event, { nowMs, random: random() });
  const welcomed: ConnectionEvent = { kind: "welcomed", spreadMs, ackBytes: 262_144 };
  let states = Array.from({ length: clients }, () => tell(tell(IDLE, { kind: "open" }).state, welcomed).state);
  nowMs = heldMs;
  const droppedAtMs = nowMs;
  states = states.map((state) => tell(state, { kind: "closed", code: CLOSE.lost, reason: "" }).state);
  const perSecond: number[] = [];
  let taken = { second: 0, upgrades: 0 };
  let allInMs = 0;
  for (; states.some(({ kind }) => kind !== "online") && nowMs - droppedAtMs < GIVE_UP_MS; nowMs += TICK_MS) {
    states = states.map((state) => {
      if (state.kind !== "waiting" || state.dueAtMs > nowMs) return state;
      const second = Math.floor((nowMs - droppedAtMs) / 1000);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      if (taken.second !== second) taken = { second, upgrades: 0 };
      taken.upgrades += 1;
      const connecting = tell(state, { kind: "due" }).state;
      if (taken.upgrades > capacity)
        return tell(connecting, { kind: "closed", code: CLOSE.tryAgain, reason: "overloaded" }).state;
      allInMs = nowMs - droppedAtMs;
      return tell(connecting, welcomed).state;
    });
  }
  if (states.some(({ kind }) => kind !== "online")) throw new Error(`not all were in again after ${GIVE_UP_MS} ms`);
  const filled = Array.from(perSecond, (upgrades) => upgrades ?? 0);
  return { perSecond: filled, peak: Math.max(...filled), allInMs, tries: filled.reduce((sum, each) => sum + each, 0) };
}

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
