// GET /api/rooms/{room}/events: the room's frames as Server-Sent Events (contract 9.1).

import type { Env } from "../../env.ts";
import { adviseOnClose } from "../../protocol/close-codes.ts";
import { ChatError, ERRORS } from "../../protocol/errors.ts";
import { lastEventId, streamCursor } from "../given-cursor.ts";
import { isHead } from "../head.ts";
import { readerOf } from "../identity.ts";
import { readerEntry } from "../reader-entry.ts";
import { networkMark } from "../network-mark.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { eventStream } from "../streams/event-stream.ts";
import { STOP_ID } from "../streams/event-writer.ts";
import { openBridge } from "../streams/open-bridge.ts";

const STREAM_HEADERS = {
  "content-type": "text/event-stream",
  // A proxy that compresses or gathers would hold events back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** Refusals are statuses: nothing is answered before the room has let the reader in. */
export async function getEvents(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "follow room");
  const holder = await readerOf(request, env, room);
  if (lastEventId(request) === STOP_ID) return stop();
  if (isHead(request)) return new Response(null, { headers: STREAM_HEADERS });
  const since = streamCursor(request);
  const network = await networkMark(request, env);
  try {
    const entry = { mode: "frames", ...readerEntry(room, holder, Date.now(), network), since } as const;
    const { bridge, welcome } = await openBridge(env, entry);
    return new Response(eventStream(bridge, welcome, since), { headers: STREAM_HEADERS });
  } catch (error) {
    if (lastEventId(request) !== undefined && isFinal(error)) return stop();
    throw error;
  }
}

/** True where the room's word is one on which clients stop (contract 7). */
function isFinal(error: unknown): boolean {
  return error instanceof ChatError && adviseOnClose(ERRORS[error.code].close) === "stop";
}

/** An EventSource that comes back by itself is told to stay away: by this status, and by no other that is kind. */
function stop(): Response {
  return new Response(null, { status: 204 });
}
