// The body of an event stream: what a bridge brings, given out as fast as the reader takes it.

import { STREAM_COMMENT_MS } from "../../protocol/limits.ts";
import type { Arrival } from "./arrival.ts";
import type { Bridge } from "./bridge.ts";
import { EventWriter, retryLine } from "./event-writer.ts";
import type { WelcomeOnItsWay } from "./room-frame.ts";

/** The least that a reader waits before it comes back; on top comes a part of the room's spread. */
const RETRY_MIN_MS = 500;

/**
 * Owns the bridge, and closes it when the reader goes away. Nobody says when that is: it shows when something is written,
 * at the second comment at the latest (workerd issue 5611).
 */
export function eventStream(
  bridge: Bridge,
  welcome: WelcomeOnItsWay,
  since: string | undefined,
): ReadableStream<Uint8Array> {
  const writer = new EventWriter(since);
  const encoder = new TextEncoder();
  let commentAt = Date.now() + STREAM_COMMENT_MS;
  let isCancelled = false;

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const retryMs = jittered(welcome.limits.reconnectSpreadMs);
        controller.enqueue(encoder.encode(retryLine(retryMs) + writer.frame(welcome)));
      },
      /** Called when the reader took what was given before, and not sooner: its pace is the backpressure. */
      async pull(controller) {
        const waitMs = commentAt - Date.now();
        // A comment is due also where there is always something to give.
        const arrival: Arrival = waitMs > 0 ? await bridge.next(waitMs) : { kind: "quiet" };
        if (isCancelled) return;
        if (arrival.kind === "quiet") commentAt = Date.now() + STREAM_COMMENT_MS;
        controller.enqueue(encoder.encode(writer.write(arrival)));
        if (arrival.kind === "ended") controller.close();
      },
      cancel() {
        isCancelled = true;
        bridge.close();
      },
    },
    // Nothing is fetched ahead.
    { highWaterMark: 0 },
  );
}

/** Readers that lost a room together do not come back together. */
function jittered(spreadMs: number): number {
  return Math.ceil(RETRY_MIN_MS + Math.random() * spreadMs);
}
