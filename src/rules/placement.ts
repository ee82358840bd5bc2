// Where a new connection of a room goes: into the room itself, or to one of its relays.

import { relayName } from "./relaying.ts";

/** A relay as its room knows it. */
export type Placed = { readonly name: string; readonly connections: number };

export type PlacementLimits = {
  /** Connections that a room holds itself before relays take over; 0 for ever. */
  readonly threshold: number;
  /** Connections of one relay. */
  readonly capacity: number;
  /** Relays of one room. */
  readonly relays: number;
};

/** Connections that one object carries at ease. */
const AT_EASE = 2_000;
/** Calls of a flush: more would cost the room more than its own sockets do. */
const RELAYS_MAX = 32;

/** What the deployment's variables say. */
export function placementLimits(variables: {
  readonly RELAY_THRESHOLD?: string;
  readonly RELAY_SOCKETS?: string;
}): PlacementLimits {
  return {
    threshold: count(variables.RELAY_THRESHOLD, 0),
    capacity: count(variables.RELAY_SOCKETS, AT_EASE),
    relays: RELAYS_MAX,
  };
}

function count(variable: string | undefined, otherwise: number): number {
  const number = Number(variable ?? otherwise);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}

/** A room goes back to holding its connections itself once so much of its threshold is left: not to and fro at the edge of it. */
const BACK_AT = 0.75;

/**
 * Gives the name of a relay, or undefined where the room takes the connection in. The fullest relay of the region that
 * has room is filled first: few relays are few calls, and the others run empty. `refused` would not take it.
 */
export function placeOf(
  room: string,
  region: string,
  here: number,
  relays: readonly Placed[],
  refused: readonly string[],
  { threshold, capacity, relays: most }: PlacementLimits,
): string | undefined {
  if (threshold === 0) return undefined;
  const elsewhere = relays.reduce((sum, { connections }) => sum + connections, 0);
  const isBig = relays.length === 0 ? here >= threshold : here + elsewhere >= threshold * BACK_AT;
  if (!isBig) return undefined;
  const free = relays.filter(({ name, connections }) => connections < capacity && !refused.includes(name));
  const near = free.filter(({ name }) => name.startsWith(`${room}/${region}/`));
  const fullest = (of: readonly Placed[]) =>
    of.reduce<Placed | undefined>((a, b) => (a === undefined || b.connections > a.connections ? b : a), undefined);
  const known = fullest(near);
  if (known !== undefined) return known.name;
  // Far away is better than nowhere.
  if (relays.length >= most) return fullest(free)?.name;
  for (let index = 0; ; index += 1) {
    const name = relayName(room, region, index);
    if (!refused.includes(name) && !relays.some((relay) => relay.name === name)) return name;
  }
}
