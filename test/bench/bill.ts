// bill.ts: what an hour of following a room is counted as by Cloudflare. Arithmetic on what was measured.
//
// Source: developers.cloudflare.com/durable-objects/platform/pricing. Each request to the Worker is one. Each call of a method of
// an object, and each opening of a WebSocket to one, is one request of the object; 20 messages that come in over a WebSocket
// are one; what goes out is none.

import { PING_EVERY_MS, STREAM_COMMENT_MS } from "../../src/protocol/limits.ts";

const HOUR_MS = 3_600_000;
/** Messages that come in over a WebSocket, for one request. */
const MESSAGES = 20;

export type Bill = { readonly worker: number; readonly object: number };

/** An hour of one reader. Pings are counted, though the platform answers them by itself and may not. */
export function billOf(way: string, requestsPerHour: number): Bill {
  const worker = Math.round(requestsPerHour);
  const pings = (everyMs: number) => HOUR_MS / everyMs / MESSAGES;
  // The poll itself is a call; one that has to wait opens a WebSocket to the room as well, which is pinged if it waits long.
  if (way.startsWith("Long poll")) {
    const waitsLong = HOUR_MS / requestsPerHour > STREAM_COMMENT_MS;
    return { worker, object: Math.round(2 * requestsPerHour + (waitsLong ? requestsPerHour / MESSAGES : 0)) };
  }
  if (way.startsWith("Short poll")) return { worker, object: worker };
  // Opened once; the Worker pings the room on behalf of a reader of a stream.
  const everyMs = way === "WebSocket" ? PING_EVERY_MS : STREAM_COMMENT_MS;
  return { worker, object: Math.round(requestsPerHour + pings(everyMs)) };
}
