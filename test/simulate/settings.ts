// settings.ts: what one run of the simulation is given: costs as plain numbers, and how the objects behave.

import { COSTS, LOAD, NETWORK } from "./parameters.ts";
import type { Shape } from "./topology.ts";

export type Costs = {
  readonly frameMs: number;
  readonly turnMs: number;
  readonly decideMs: number;
  readonly gateMs: number;
  readonly rpcSendMs: number;
  readonly rpcReceiveMs: number;
  readonly joinMs: number;
  readonly enterMs: number;
  readonly relayCommandMs: number;
  readonly lastMileMs: number;
  readonly withinRegionMs: number;
  readonly handshakes: number;
};

export type Behaviour = {
  /** A flush waits for company as long as the last one cost, and so long at most. */
  readonly longestWindowMs: number;
  /** From one flush to the next, at least; 0 sends the first at once. */
  readonly leastGapMs: number;
  /** What waits for a relay goes as one frame; else each flush stays the frame that it was. */
  readonly mergesFrames: boolean;
  /** Calls on their way to one relay, at most; what is said meanwhile waits. */
  readonly callsInFlight: number;
  /** Entries that one call asks the room for, at most. */
  readonly entriesPerCall: number;
  /** Flushes that wait for a relay; past these it is told that it is behind, and fetches them as one frame. */
  readonly queuedFlushes: number;
};

export type Run = Shape &
  Behaviour & {
    /** All objects on one thread, as workerd on one machine has them. */
    readonly sharesThread: boolean;
    /** Messages a second, of all members together. */
    readonly rate: number;
    readonly seconds: number;
    readonly seed: number;
    readonly costs: Costs;
  };

/** 95 % of last miles are within 25 ms where the median is 10. */
export const LAST_MILE_P95 = 2.5;

export const WORLD_COSTS: Costs = {
  frameMs: COSTS.frameMs.value,
  turnMs: COSTS.turnMs.value,
  decideMs: COSTS.decideMs.value,
  gateMs: COSTS.gateMs.value,
  rpcSendMs: COSTS.rpcSendMs.value,
  rpcReceiveMs: COSTS.rpcReceiveMs.value,
  joinMs: COSTS.joinMs.value,
  enterMs: COSTS.enterMs.value,
  relayCommandMs: COSTS.relayCommandMs.value,
  lastMileMs: NETWORK.lastMileMs.value,
  withinRegionMs: NETWORK.withinRegionMs.value,
  handshakes: NETWORK.handshakes.value,
};

export const USUAL: Run = {
  members: 1000,
  threshold: 2000,
  relaySockets: 2000,
  fanOut: 32,
  isSpread: true,
  longestWindowMs: 10,
  leastGapMs: 0,
  mergesFrames: false,
  callsInFlight: 1,
  entriesPerCall: 256,
  queuedFlushes: 16,
  sharesThread: false,
  rate: 20,
  seconds: 30,
  seed: 1,
  costs: WORLD_COSTS,
};

/** What an object holds in memory for its sockets, slow readers among them at their worst, and the room for those of relays. */
export function memoryBytes(sockets: number, relayed: number): number {
  const each = LOAD.socketBytes.value + LOAD.slowShare.value * LOAD.unreadBytes.value;
  return sockets * each + relayed * LOAD.relayedBytes.value;
}
