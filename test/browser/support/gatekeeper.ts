// gatekeeper.ts: stands between a browser's WebSockets and the server, and gives refusals that nothing gives yet.
//
// Frames pass as they are, but for a `send` that is to be refused: it is answered here, and the server never hears of it.

import type { BrowserContext, WebSocketRoute } from "playwright-core";
import * as v from "valibot";

export type Refusal = { readonly code: string; readonly message: string; readonly retryAfterMs?: number };

/** A `send` that came, and when by this process's clock. */
export type Sent = { readonly id: string; readonly text: string; readonly atMs: number; readonly refused: boolean };

export type Gatekeeper = {
  /** Every `send` of the browser so far. */
  readonly sent: readonly Sent[];
  /** The next `send` is answered so. Said twice, the next two are. */
  refuseNext(refusal: Refusal): void;
  /** Ends every WebSocket with this code and reason. */
  closeAll(code: number, reason: string): Promise<void>;
  /** From now on a WebSocket that is opened is closed at once, though HTTP works. */
  shut(): void;
  open(): void;
};

const sendSchema = v.object({ type: v.literal("send"), id: v.string(), text: v.string() });

/** Watches every WebSocket that pages of this browser open from now on. */
export async function keepGate(context: BrowserContext): Promise<Gatekeeper> {
  const sent: Sent[] = [];
  const refusals: Refusal[] = [];
  const routes = new Set<WebSocketRoute>();
  let isShut = false;
  await context.routeWebSocket(/\/ws\//, async (route) => {
    if (isShut) return route.close({ code: 1013, reason: "the gate is shut" });
    const server = route.connectToServer();
    routes.add(route);
    route.onMessage((frame) => {
      const command = typeof frame === "string" ? readSend(frame) : undefined;
      if (command === undefined) return server.send(frame);
      const refusal = refusals.shift();
      sent.push({ id: command.id, text: command.text, atMs: performance.now(), refused: refusal !== undefined });
      if (refusal === undefined) server.send(frame);
      else route.send(JSON.stringify({ type: "error", id: command.id, ...refusal }));
    });
  });
  return {
    sent,
    refuseNext: (refusal) => void refusals.push(refusal),
    closeAll: async (code, reason) => {
      for (const route of routes) await route.close({ code, reason });
      routes.clear();
    },
    shut: () => {
      isShut = true;
    },
    open: () => {
      isShut = false;
    },
  };
}

function readSend(frame: string): { readonly id: string; readonly text: string } | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), sendSchema), frame);
  return result.success ? result.output : undefined;
}
