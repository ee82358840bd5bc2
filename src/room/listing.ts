// What a public room tells the Lobby about itself: now and then, and never in the way of a message.

import type { Env } from "../env.ts";
import type { SettingsChange } from "../protocol/commands/configure.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";
import type { RoomListing } from "../rules/room-listing.ts";
import { logFault } from "../sockets/log-fault.ts";

/** At most one update a room in so long (architecture, objects). */
const EVERY_MS = 5 * 60_000;
/** Between tries where the Lobby did not hear. */
const AGAIN_MS = 30_000;

export class Listing {
  readonly #env: Env;
  readonly #context: DurableObjectState;
  /** How the room looks now; undefined where it is not public. */
  readonly #describe: (room: string) => RoomListing | undefined;
  #toldAt = 0;
  /** The Lobby did not hear the last word: it is said again with the next event, also that the room is public no more. */
  #isUnheard = false;

  constructor(env: Env, context: DurableObjectState, describe: (room: string) => RoomListing | undefined) {
    this.#env = env;
    this.#context = context;
    this.#describe = describe;
  }

  /**
   * Something durable happened at `now`; the time before was `beforeAt`. The first event of each five minutes by the
   * clock tells the Lobby: which that is follows from the log, so that waking often does not tell often.
   */
  happened(room: string, beforeAt: number, now: number): void {
    if (this.#isUnheard && now - this.#toldAt >= AGAIN_MS) {
      void this.#tell(room, this.#describe(room), now);
      return;
    }
    const isFirst = Math.floor(beforeAt / EVERY_MS) !== Math.floor(now / EVERY_MS);
    if (!isFirst || now - this.#toldAt < EVERY_MS) return;
    const listing = this.#describe(room);
    if (listing !== undefined) void this.#tell(room, listing, now);
  }

  /** What people see in the list changed, or whether the room is in it at all: told at once, since it is rare. */
  configured(room: string, change: SettingsChange): void {
    if (change.visibility !== undefined || change.title !== undefined || change.topic !== undefined) {
      void this.#tell(room, this.#describe(room), Date.now());
    }
  }

  /** The room is gone. */
  ended(room: string): Promise<void> {
    return this.#tell(room, undefined, Date.now(), true);
  }

  #tell(room: string, listing: RoomListing | undefined, now: number, isGone = false): Promise<void> {
    this.#toldAt = now;
    this.#isUnheard = false;
    const lobby = this.#env.LOBBY.getByName(LOBBY_NAME);
    const told = listing === undefined ? lobby.unlistRoom(room, isGone) : lobby.listRoom(listing);
    const heard = Promise.resolve(told).catch((error: unknown) => {
      this.#isUnheard = true;
      logFault("list", error);
    });
    this.#context.waitUntil(heard);
    return heard;
  }
}
