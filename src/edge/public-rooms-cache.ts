// The list of public rooms as this isolate last heard it: a crowd on the landing page asks the Lobby once in a while, not each.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { PublicRooms } from "../protocol/http.ts";
import { ROOM_LIST_MAX } from "../protocol/limits.ts";
import type { RoomListing } from "../rules/room-listing.ts";
import { askLobby } from "./lobby-object.ts";
import { logWarning } from "./log.ts";

/** Rooms tell of themselves once in 5 minutes: a few seconds more are not seen. */
const FRESH_MS = 5_000;
const RETRY_AFTER_MS = 2_000;

export class PublicRoomsCache {
  /** The answer's body, as it is sent. */
  #body: string | undefined;
  #askAgainAt = 0;

  /**
   * Gives the body of `GET /api/rooms`. While one request asks anew, the others get what is held: a promise of one
   * request must not be awaited by another. Throws `overloaded` where the Lobby is out of reach and nothing is held.
   */
  async body(env: Env, now: number): Promise<string> {
    if (this.#body !== undefined && now < this.#askAgainAt) return this.#body;
    this.#askAgainAt = now + FRESH_MS;
    try {
      const rooms = await askLobby<RoomListing[]>(env, (lobby) => lobby.publicRooms(ROOM_LIST_MAX));
      this.#body = JSON.stringify({ rooms } satisfies PublicRooms);
    } catch (cause) {
      if (this.#body === undefined) throw outOfReach(cause);
      logWarning("unable to refresh the public rooms; the last known ones stay in use", cause);
    }
    return this.#body;
  }
}

function outOfReach(cause: unknown): ChatError {
  return new ChatError("overloaded", "unable to list rooms; the list is out of reach", {
    cause,
    retryAfterMs: RETRY_AFTER_MS,
  });
}
