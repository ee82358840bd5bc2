// A room's frames as a stream of JSON lines, for whoever cannot hold a WebSocket to it.

import type { Arrival } from "../edge/streams/arrival.ts";
import type { Bridge } from "../edge/streams/bridge.ts";
import type { WelcomeOnItsWay } from "../edge/streams/room-frame.ts";
import { adviseOnClose } from "../protocol/close-codes.ts";
import { encodeFrame, PONG } from "../protocol/codec.ts";
import { STREAM_COMMENT_MS } from "../protocol/limits.ts";
import type { Reply } from "../rules/reply.ts";

type Entered = { readonly bridge: Bridge; readonly welcome: WelcomeOnItsWay };

const encoder = new TextEncoder();

/** A refusal is the one line of its stream. The stream owns the bridge: cancelling leaves the room. */
export function frameLines(entered: Reply<Entered>): ReadableStream<Uint8Array> {
  if (entered.kind === "ok") return linesOf(entered.value);
  const { code, message, retryAfterMs } = entered;
  const hint = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encodeLine(encodeFrame({ type: "error", code, message, ...hint })));
      controller.close();
    },
  });
}

function linesOf({ bridge, welcome }: Entered): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encodeLine(welcome.text));
      },
      async pull(controller) {
        const arrival = await bridge.next(STREAM_COMMENT_MS);
        const line = lineOf(arrival);
        if (line !== undefined) controller.enqueue(encodeLine(line));
        if (arrival.kind === "ended") controller.close();
      },
      cancel: () => bridge.close(),
    },
    // Nothing is fetched ahead: what was given out counts as read.
    { highWaterMark: 0 },
  );
}

function lineOf(arrival: Arrival): string | undefined {
  switch (arrival.kind) {
    case "frame":
      return arrival.frame.text;
    case "quiet":
      return PONG;
    case "ended":
      // Where it does not help to come back, an `error` said so before.
      return adviseOnClose(arrival.code) === "return" ? encodeFrame({ type: "reconnect", afterMs: 0 }) : undefined;
  }
}

/** A line of its own for each reader: a stream may take the buffer away. */
function encodeLine(text: string): Uint8Array {
  return encoder.encode(`${text}\n`);
}
