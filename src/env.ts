// Every binding, variable and secret of the Worker, one line of doc each.

import type { Lobby } from "./lobby/lobby.ts";
import type { Room } from "./room/room.ts";

export interface Env {
  /** One object per room, by its name. */
  readonly ROOM: DurableObjectNamespace<Room>;
  /** One object for the deployment: its signing key and its signed-out tokens. */
  readonly LOBBY: DurableObjectNamespace<Lobby>;
  /** The files of public/. */
  readonly ASSETS: Fetcher;

  /** Secret, 32 characters or more: signs guest sessions. Absent: a key is made on first use and kept by the Lobby. */
  readonly AUTH_SECRET?: string;
  /** Origins of other sites whose pages may connect, separated by spaces or commas. */
  readonly ALLOWED_ORIGINS?: string;
  /** "off" lifts the rate limits of contract 6, for load tests. */
  readonly RATE_LIMITS?: string;
  /** "off" refuses clients that ask for no subprotocol (contract 8). */
  readonly PLAIN_MODE?: string;
}
