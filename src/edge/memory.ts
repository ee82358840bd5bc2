// What an isolate remembers of its deployment between requests. All of it may be lost at any moment, at no harm.

import type { Env } from "../env.ts";
import { GUESTS_PER_MINUTE, HANDOVERS_PER_MINUTE, ROOMS_PER_HOUR, UNREAD_PER_MINUTE } from "../protocol/limits.ts";
import type { SigningKeys } from "./derive-keys.ts";
import { NetworkLimit } from "./network-limit.ts";
import { Placements } from "./placements.ts";
import { PublicRoomsCache } from "./public-rooms-cache.ts";
import { RefusalCount } from "./refusal-count.ts";
import { SignedOutList } from "./signed-out-list.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Memory = {
  /** With the secret that they were made from; undefined stands for the Lobby's. */
  keys?: { readonly secret: string | undefined; readonly keys: SigningKeys };
  readonly signedOut: SignedOutList;
  readonly refusals: RefusalCount;
  /** New guests, by network. */
  readonly guests: NetworkLimit;
  /** New rooms, by network. */
  readonly rooms: NetworkLimit;
  /** Codes and links that hand a session on, made or tried, by network. */
  readonly handovers: NetworkLimit;
  /** Counts of unread, by member. */
  readonly unread: NetworkLimit;
  readonly publicRooms: PublicRoomsCache;
  /** Where big rooms sent people lately. */
  readonly placements: Placements;
  /** What rooms know networks by, by prefix. */
  readonly networkMarks: Map<string, string>;
};

/** By the namespace of the Lobby, which stands for the deployment: tests run several in one isolate. */
const memories = new WeakMap<Env["LOBBY"], Memory>();

export function memoryOf(env: Env): Memory {
  const known = memories.get(env.LOBBY);
  if (known !== undefined) return known;
  const refusals = new RefusalCount();
  const memory: Memory = {
    signedOut: new SignedOutList(refusals),
    refusals,
    guests: new NetworkLimit(GUESTS_PER_MINUTE, MINUTE_MS),
    rooms: new NetworkLimit(ROOMS_PER_HOUR, HOUR_MS),
    handovers: new NetworkLimit(HANDOVERS_PER_MINUTE, MINUTE_MS),
    unread: new NetworkLimit(UNREAD_PER_MINUTE, MINUTE_MS),
    publicRooms: new PublicRoomsCache(),
    placements: new Placements(),
    networkMarks: new Map(),
  };
  memories.set(env.LOBBY, memory);
  return memory;
}
