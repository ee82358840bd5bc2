// Brings an upgrade to whoever holds the sockets of a room: the room itself, or one of its relays.

import type { Env } from "../env.ts";
import type { EntryDraft } from "../rules/entry.ts";
import { isRegion } from "../rules/region.ts";
import { MISDIRECTED, parseRelayName, REFUSED_BY_HEADER, RELAY_HEADER } from "../rules/relaying.ts";
import { logWarning } from "./log.ts";
import { memoryOf } from "./memory.ts";
import { askAtRoom } from "./room-object.ts";
import { roomUpgrade } from "./room-upgrade.ts";
import { restoreFirst } from "./restore-first.ts";

/** Relays that are tried before the room takes somebody in itself. */
const TRIES = 3;

/**
 * Throws `overloaded` where the room cannot answer now. `extensions` are those of the WebSocket that the client asked
 * for, if one did. A relay that was guessed wrong is a redirect that the client never sees.
 */
export async function enterRoom(env: Env, entry: EntryDraft, extensions: string | null = null): Promise<Response> {
  const { room, region } = entry;
  const { placements } = memoryOf(env);
  const refused: string[] = [];
  let relay = placements.find(room, region, Date.now());
  if (relay !== undefined) await restoreFirst(env, room);
  while (refused.length < TRIES) {
    const answer =
      relay === undefined
        ? await askAtRoom(env, room, upgrade(entry, extensions, refused.join(",")))
        : await askAtRelay(env, relay, upgrade(entry, extensions, ""));
    if (answer !== undefined && answer.status !== MISDIRECTED) return answer;
    if (relay === undefined) {
      relay = answer?.headers.get(RELAY_HEADER) ?? undefined;
      if (relay === undefined) break;
      placements.keep(room, region, relay, Date.now());
    } else {
      refused.push(relay);
      placements.forget(room, region);
      relay = undefined;
    }
  }
  return askAtRoom(env, room, upgrade(entry, extensions, "all"));
}

function upgrade(entry: EntryDraft, extensions: string | null, refusedBy: string): Request {
  const request = roomUpgrade(entry, extensions);
  if (refusedBy !== "") request.headers.set(REFUSED_BY_HEADER, refusedBy);
  return request;
}

/** Undefined where it cannot be reached: then it is one that refused. */
async function askAtRelay(env: Env, relay: string, request: Request): Promise<Response | undefined> {
  const { region } = parseRelayName(relay);
  try {
    // An object stays where it was first asked for: the hint counts then.
    return await env.RELAY.getByName(relay, isRegion(region) ? { locationHint: region } : {}).fetch(request);
  } catch (cause) {
    logWarning("unable to reach a relay; another one is asked", cause);
    return undefined;
  }
}
