// Refuses a WebSocket after the upgrade, where a browser can read why; the room hears nothing of it (contract 3).

import { encodeFrame } from "../protocol/codec.ts";
import { type ChatError, ERRORS } from "../protocol/errors.ts";
import type { Frame } from "../protocol/frames.ts";
import { SUBPROTOCOL } from "../protocol/version.ts";
import type { Entry } from "../rules/entry.ts";
import { ChallengeError } from "./challenge-error.ts";

function errorFrame(error: ChatError): Frame {
  const { code, message } = error;
  return { type: "error", code, message, ...(error instanceof ChallengeError ? { challenge: error.challenge } : {}) };
}

/** One `error` frame, but in plain mode, and the close with its code as the reason (contract 7 and 8). */
export function refuseSocket(error: ChatError, mode: Entry["mode"]): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  if (mode === "frames") server.send(encodeFrame(errorFrame(error)));
  server.close(ERRORS[error.code].close, error.code);
  const headers = new Headers(mode === "frames" ? { "sec-websocket-protocol": SUBPROTOCOL } : {});
  return new Response(null, { status: 101, webSocket: client, headers });
}
