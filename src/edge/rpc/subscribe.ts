// Subscribe: a room's frames as a stream, from a cursor on.

import type { MessageInitShape } from "@bufbuild/protobuf";
import { formatCursor, parseCursor, START } from "../../protocol/cursor.ts";
import { STREAM_COMMENT_MS } from "../../protocol/limits.ts";
import { readerOf } from "../identity.ts";
import { readerEntry } from "../reader-entry.ts";
import { networkMark } from "../network-mark.ts";
import { parseRoomName } from "../room-name.ts";
import type { Arrival } from "../streams/arrival.ts";
import { openBridge } from "../streams/open-bridge.ts";
import type { Call } from "./call.ts";
import type { SubscribeRequest, SubscribeResponseSchema } from "./hubbub.v1_pb.ts";
import { closing, cursorAfter, frameOf } from "./stream-frame.ts";

const OPERATION = "subscribe to room";
/** Whoever forgets a stream without ending it is rid of it after this; whoever listens comes back with the cursor. */
const LIFETIME_MS = 5 * 60_000;

/** `signal` aborts when the reader is gone. Ends with `closing` where the client is to come back, by an error where not. */
export async function* subscribe(
  { request, env }: Call,
  message: SubscribeRequest,
  signal: AbortSignal,
): AsyncIterable<MessageInitShape<typeof SubscribeResponseSchema>> {
  const room = parseRoomName(message.room, OPERATION);
  const from = parseCursor(message.since);
  const endsAt = Date.now() + LIFETIME_MS;
  const reader = readerEntry(room, await readerOf(request, env, room), Date.now(), await networkMark(request, env));
  const since = from === undefined ? undefined : message.since;
  const { bridge, welcome } = await openBridge(env, { mode: "frames", ...reader, since });
  const leave = () => bridge.close();
  signal.addEventListener("abort", leave);
  try {
    let cursor = from ?? START;
    let arrival: Arrival = { kind: "frame", frame: welcome };
    for (;;) {
      signal.throwIfAborted();
      const frame = frameOf(arrival);
      cursor = cursorAfter(cursor, frame);
      if (frame.case !== undefined) yield { cursor: formatCursor(cursor), frame };
      if (arrival.kind === "ended") return;
      if (Date.now() >= endsAt) break;
      arrival = await bridge.next(STREAM_COMMENT_MS);
    }
    yield { cursor: formatCursor(cursor), frame: closing("renew") };
  } finally {
    signal.removeEventListener("abort", leave);
    bridge.close();
  }
}
