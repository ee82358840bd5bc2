// topology.ts: which object holds whose sockets: the room alone, the room and its relays, or two layers of relays.

import { PEOPLE, type Place, type Region } from "./regions.ts";

export type Shape = {
  readonly members: number;
  /** The room takes so many sockets before it sends people to relays, and keeps those. */
  readonly threshold: number;
  readonly relaySockets: number;
  /** Relays that one object speaks to, at most. */
  readonly fanOut: number;
  /** False: everything on one machine, without a network. */
  readonly isSpread: boolean;
};

/** A group of sockets of one object, all of one region. */
export type Group = { readonly place: Place; readonly sockets: number };
export type Node = {
  readonly kind: "room" | "parent" | "relay";
  readonly place: Place;
  readonly groups: readonly Group[];
  readonly children: readonly Node[];
};

/** The room stands where it was made first. */
export const ROOM_REGION: Region = "enam";

/** Throws where two layers do not hold so many. */
export function placeMembers(shape: Shape): Node {
  const roomPlace: Place = shape.isSpread ? ROOM_REGION : "here";
  const own = Math.min(shape.members, shape.threshold);
  const relays = regionsOf(shape.members - own, shape.isSpread).flatMap(({ place, sockets }) =>
    fill(sockets, shape.relaySockets).map((held): Node => ({
      kind: "relay",
      place,
      groups: [{ place, sockets: held }],
      children: [],
    })),
  );
  if (relays.length > shape.fanOut ** 2) {
    throw new Error(
      `unable to place ${shape.members} members; two layers of ${shape.fanOut} hold ${shape.fanOut ** 2} relays of ${shape.relaySockets}`,
    );
  }
  return {
    kind: "room",
    place: roomPlace,
    groups: regionsOf(own, shape.isSpread),
    children: relays.length <= shape.fanOut ? relays : parentsOf(relays, shape.fanOut),
  };
}

/** Every object of the room, the room first. */
export function nodesOf(node: Node): Node[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

export function socketsOf(node: Node): number {
  return node.groups.reduce((sum, { sockets }) => sum + sockets, 0);
}

/** Parents hold no sockets; each has relays of one region, as near as it goes. */
function parentsOf(relays: readonly Node[], fanOut: number): Node[] {
  const byPlace = Map.groupBy(relays, ({ place }) => place);
  const parents = [...byPlace].flatMap(([place, all]) =>
    fill(all.length, fanOut).map((count, index, counts): Node => {
      const from = counts.slice(0, index).reduce((sum, each) => sum + each, 0);
      return { kind: "parent", place, groups: [], children: all.slice(from, from + count) };
    }),
  );
  if (parents.length <= fanOut) return parents;
  // Too many regions with a parent that is not full: parents then have relays of several.
  return fill(relays.length, fanOut).map((count, index, counts): Node => {
    const from = counts.slice(0, index).reduce((sum, each) => sum + each, 0);
    const children = relays.slice(from, from + count);
    return { kind: "parent", place: children[0]?.place ?? ROOM_REGION, groups: [], children };
  });
}

function regionsOf(sockets: number, isSpread: boolean): Group[] {
  if (!isSpread) return sockets === 0 ? [] : [{ place: "here", sockets }];
  let left = sockets;
  let share = 1;
  return Object.entries(PEOPLE).flatMap(([place, part]) => {
    const count = Math.round((left * part) / share);
    left -= count;
    share -= part;
    return isRegion(place) && count > 0 ? [{ place, sockets: count }] : [];
  });
}

/** Splits as evenly as it goes, into as few as may be. */
function fill(count: number, most: number): number[] {
  const parts = Math.ceil(count / most);
  return Array.from(
    { length: parts },
    (_, index) => Math.floor(((index + 1) * count) / parts) - Math.floor((index * count) / parts),
  );
}

function isRegion(name: string): name is Region {
  return Object.hasOwn(PEOPLE, name);
}
