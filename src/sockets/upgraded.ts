// The answer to an upgrade that was taken.

import { SUBPROTOCOL } from "../protocol/version.ts";
import type { Entry } from "../rules/entry.ts";

/** `socket` is the client's end. */
export function upgraded(socket: WebSocket, { mode }: Entry): Response {
  return new Response(null, {
    status: 101,
    webSocket: socket,
    headers: mode === "frames" ? { "Sec-WebSocket-Protocol": SUBPROTOCOL } : {},
  });
}
