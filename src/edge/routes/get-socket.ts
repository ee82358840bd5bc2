// GET /ws/{room}: the WebSocket of a room. Settles all that the token and the deployment decide, then hands over.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { parseDisplayName } from "../../protocol/text.ts";
import { SUBPROTOCOL } from "../../protocol/version.ts";
import type { Entry, EntryDraft } from "../../rules/entry.ts";
import { admitGuest } from "../admit-guest.ts";
import { ChallengeError } from "../challenge-error.ts";
import { givenCursor } from "../given-cursor.ts";
import { isDueForRenewal, renewGuest, renewsAt } from "../guest.ts";
import { signGuest } from "../guest-token.ts";
import { enterRoom } from "../enter-room.ts";
import { HttpError } from "../http-error.ts";
import { principalFor, withOffice } from "../holder.ts";
import { type Identity, identify } from "../identity.ts";
import { signingKeys } from "../keys.ts";
import { noteRefusal } from "../log-passage.ts";
import { networkMark } from "../network-mark.ts";
import { refuseSocket } from "../refuse-socket.ts";
import { DEFAULT_ROOM, parseRoomName } from "../room-name.ts";
import { requestRegion } from "../request-region.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { sessionCookie } from "../session-cookie.ts";
import { subprotocols } from "../subprotocols.ts";
import { isChallenged } from "../turnstile.ts";

const OPERATION = "enter room";

/** What the edge tells the room, and the cookie that a renewal asks for. */
type Admission = Pick<Entry, "principal" | "session"> & { readonly cookie?: string };

export async function getSocket(request: RoutedRequest, env: Env): Promise<Response> {
  const url = new URL(request.url);
  const room = parseRoomName(url.pathname === "/ws" ? DEFAULT_ROOM : request.params.room, OPERATION);
  const name = parseName(url.searchParams.get("name"));
  requireUpgrade(request);
  const mode = parseMode(request, env);
  const now = Date.now();
  const identity = await identify(request, env, now, room);
  if (identity.kind === "refused") {
    noteRefusal(request, identity.error.code);
    return refuseSocket(identity.error, mode);
  }
  if (identity.kind === "none" && isChallenged(env)) {
    noteRefusal(request, "unauthenticated");
    return refuseSocket(
      new ChallengeError("unauthenticated", OPERATION, "new guests pass the challenge at /challenge first"),
      mode,
    );
  }
  const { cookie, ...admission } = await admit(identity, request, env, room, name, now);
  const since = givenCursor(url.searchParams);
  const entry: EntryDraft = { room, mode, ...admission, since, region: requestRegion(request) };
  const entered = await enterRoom(env, entry, request.headers.get("sec-websocket-extensions"));
  return answer(entered, mode, cookie);
}

function parseName(name: string | null): string | undefined {
  if (name === null) return undefined;
  const parsed = parseDisplayName(name);
  if (parsed === undefined) throw new ChatError("invalid", `unable to ${OPERATION}; name is no display name`);
  return parsed;
}

/** The platform answers other versions by itself where it sees them; requests made inside Workers name none. */
function requireUpgrade(request: Request): void {
  if (request.method !== "GET" || request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(426, "invalid", `unable to ${OPERATION}; this address speaks WebSocket`, {
      connection: "Upgrade",
      upgrade: "websocket",
    });
  }
  const version = request.headers.get("sec-websocket-version");
  if (version === null || version === "13") return;
  throw new HttpError(426, "invalid", `unable to ${OPERATION}; the WebSocket version must be 13`, {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
  });
}

function parseMode(request: Request, env: Env): Entry["mode"] {
  const asked = subprotocols(request);
  if (asked.includes(SUBPROTOCOL)) return "frames";
  if (asked.length > 0)
    throw new ChatError(
      "invalid",
      `unable to ${OPERATION}; of its subprotocols this server speaks ${SUBPROTOCOL} alone`,
    );
  if (env.PLAIN_MODE === "off")
    throw new ChatError("invalid", `unable to ${OPERATION}; ask for the subprotocol ${SUBPROTOCOL}`);
  return "plain";
}

/** A page never needs to know the token in its cookie: it gets a new one as it got the old. A ticket renews nothing. */
async function admit(
  identity: Exclude<Identity, { kind: "refused" }>,
  request: Request,
  env: Env,
  room: string,
  name: string | undefined,
  now: number,
): Promise<Admission> {
  if (identity.kind === "none") {
    const { guest: key } = await signingKeys(env);
    const guest = admitGuest(request, env, name, now);
    return {
      principal: {
        ...principalFor({ ...guest, network: await networkMark(request, env) }, room),
        renewsAt: renewsAt(guest),
      },
      session: { token: await signGuest(key, guest), expiresAt: guest.expiresAt },
    };
  }
  const { guest, holder, given } = identity;
  const isOwnToken = given.via === "header" || given.via === "subprotocol";
  if (given.via === "ticket" || guest === undefined) return { principal: principalFor(holder, room) };
  if (!isDueForRenewal(guest, now))
    return { principal: { ...principalFor(holder, room), ...(isOwnToken ? { renewsAt: renewsAt(guest) } : {}) } };
  const renewed = renewGuest(guest, now);
  const token = await signGuest((await signingKeys(env)).guest, renewed);
  const principal = principalFor({ ...withOffice(renewed, env.ADMINS), network: holder.network }, room);
  if (given.via === "cookie") return { principal, cookie: sessionCookie(token, new URL(request.url)) };
  return { principal: { ...principal, renewsAt: renewsAt(renewed) }, session: { token, expiresAt: renewed.expiresAt } };
}

function answer(response: Response, mode: Entry["mode"], cookie: string | undefined): Response {
  if (response.webSocket === null) throw new Error(`a room answered an upgrade with ${response.status}`);
  const headers = new Headers(mode === "frames" ? { "sec-websocket-protocol": SUBPROTOCOL } : {});
  if (cookie !== undefined) headers.set("set-cookie", cookie);
  return new Response(null, { status: 101, webSocket: response.webSocket, headers });
}
