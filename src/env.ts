// Every binding, variable and secret of the Worker, one line of doc each.

import type { Lobby } from "./lobby/lobby.ts";
import type { Relay } from "./relay/relay.ts";
import type { Room } from "./room/room.ts";

export interface Env {
  /** One object per room, by its name. */
  readonly ROOM: DurableObjectNamespace<Room>;
  /** Objects that hold sockets for big rooms. */
  readonly RELAY: DurableObjectNamespace<Relay>;
  /** One object for the deployment: its signing key, its signed-out tokens, its public rooms. */
  readonly LOBBY: DurableObjectNamespace<Lobby>;
  /** The files of public/. */
  readonly ASSETS: Fetcher;

  /** Secret, 32 characters or more: signs guest sessions, and a host site's tokens of its members. Absent: guests' key is the Lobby's. */
  readonly AUTH_SECRET?: string;
  /** Public keys of a host site that signs its own members' tokens: a JWKS document, or its https address. */
  readonly AUTH_JWKS?: string;
  /** Cloudflare Access in front of the deployment: `https://<team>.cloudflareaccess.com`, and the application's audience tag. Both or neither. */
  readonly ACCESS_TEAM?: string;
  readonly ACCESS_AUD?: string;
  /** Turnstile for new guests: the widget's site key and its secret. Both or neither. */
  readonly TURNSTILE_SITEKEY?: string;
  readonly TURNSTILE_SECRET?: string;
  /** Where Turnstile's tokens are verified, for tests: Cloudflare's own address without it. */
  readonly TURNSTILE_VERIFY?: string;
  /** Origins of other sites whose pages may connect, separated by spaces or commas. */
  readonly ALLOWED_ORIGINS?: string;
  /** Origins of sites whose pages may frame `/embed/{room}`, separated by spaces or commas. Absent: nobody may. */
  readonly ALLOWED_PARENTS?: string;
  /** "off": only rooms that somebody made exist, and `lobby`; else any name is a room (contract 10). */
  readonly OPEN_ROOMS?: string;
  /** Who may make rooms: "anyone" (so it is without it), "members" (not guests), or "admins". */
  readonly ROOM_CREATION?: string;
  /** Ids of the deployment's admins, who operate every room, separated by spaces or commas. */
  readonly ADMINS?: string;
  /** Secret, 32 characters or more: signs the links that make a session an operator's. Set by `npm run operator`. Absent: there are none. */
  readonly OPERATOR_KEY?: string;
  /** "off" refuses clients that ask for no subprotocol (contract 8). */
  readonly PLAIN_MODE?: string;
  /** A rate-limit binding, counted by network prefix before a room is asked; absent by default. wrangler.toml shows how it is bound. */
  readonly EDGE_LIMIT?: RateLimit;
  /** "off" lifts the rate limits of contract 6, for load tests. */
  readonly RATE_LIMITS?: string;
  /** "off": rooms tell nobody what they counted, and the page of operators has nothing to show. */
  readonly TELEMETRY?: string;
  /** Secret, 32 characters or more: the bearer token of whoever scrapes `GET /api/metrics`. Absent: operators alone may. */
  readonly METRICS_TOKEN?: string;
  /** A data set of Analytics Engine that rooms write what they counted into; absent by default. wrangler.toml shows how it is bound. */
  readonly ANALYTICS?: AnalyticsEngineDataset;
  /** Connections that a room holds itself before relays take over, such as "2000". Absent, or "0": it holds all of them. */
  readonly RELAY_THRESHOLD?: string;
  /** Connections that one relay takes (2000 without it). */
  readonly RELAY_SOCKETS?: string;
  /** "any": webhooks may go to any http(s) address, this machine's too. For tests; never where strangers make rooms. */
  readonly WEBHOOK_ADDRESSES?: string;
}
