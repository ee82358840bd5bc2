// The first rung: one WebSocket, which carries everything both ways.

import { CLOSE } from "../../protocol/close-codes.ts";
import { PING } from "../../protocol/codec.ts";
import { formatCursor } from "../../protocol/cursor.ts";
import type { Socket } from "../environment.ts";
import type { Carrier, CarrierEvents } from "./carrier.ts";
import type { Passage } from "./passage.ts";

/** WebSocket.OPEN, which not every environment has as a global. */
const OPEN = 1;

export function openWebSocket(passage: Passage, events: CarrierEvents): Carrier {
  let isOver = false;
  const socket = connect(passage, (reason) => {
    if (!isOver) events.close(CLOSE.notThisProtocol, reason, "unfit");
  });
  socket?.addEventListener("message", ({ data }) => {
    if (!isOver && typeof data === "string") events.message(data);
  });
  socket?.addEventListener("close", ({ code, reason }) => {
    if (isOver) return;
    isOver = true;
    events.close(code, reason);
  });

  function send(text: string): boolean {
    if (isOver || socket?.readyState !== OPEN) return false;
    socket.send(text);
    return true;
  }

  return {
    send,
    ping: () => void send(PING),
    /** What it still says is ignored from here: closing a dead one may take minutes. */
    close() {
      isOver = true;
      socket?.close();
    },
  };
}

/** A constructor that throws stands for a bad address, a policy that forbids the scheme, or no WebSocket at all. */
function connect(
  { environment, origin, room, sessions, cursor }: Passage,
  fail: (reason: string) => void,
): Socket | undefined {
  const url = new URL(`/ws/${encodeURIComponent(room)}`, origin.replace(/^http/, "ws"));
  const since = cursor();
  if (since !== undefined) url.searchParams.set("since", formatCursor(since));
  if (sessions.guestName !== undefined) url.searchParams.set("name", sessions.guestName);
  try {
    return new environment.WebSocket(url.href, sessions.protocols);
  } catch (error) {
    queueMicrotask(() => fail(error instanceof Error ? error.message : "no WebSocket"));
    return undefined;
  }
}
