// Carries out what the connection state machine decides: one carrier, one timer, frames in and out.

import { CLOSE } from "../protocol/close-codes.ts";
import { decodeFrame, PONG } from "../protocol/codec.ts";
import type { Frame } from "../protocol/frames.ts";
import type { ErrorFrame } from "../protocol/frames/error.ts";
import { createAlarm } from "./alarm.ts";
import { type Connection, type ConnectionEvent, IDLE, step } from "./connection.ts";
import type { Environment } from "./environment.ts";
import type { ConnectionState } from "./state.ts";
import type { Carrier, CarrierEvents } from "./transports/carrier.ts";
import type { TransportName } from "./transports/transport-name.ts";

export type Renewal = ConnectionEvent<"renewed" | "unrenewed" | "unrenewable">;

export type LinkOptions = {
  readonly environment: Environment;
  /** Opens a connection, from the cursor on and under the token of that moment. */
  readonly open: (events: CarrierEvents) => Carrier;
  /** Never rejects. */
  readonly renew: () => Promise<Renewal>;
  /** Runs all that one frame causes. */
  readonly batch: (run: () => void) => void;
  readonly onFrame: (frame: Frame) => void;
  /** Called after each change of state. */
  readonly onChange: (state: Connection) => void;
};

export type Link = {
  readonly state: Connection;
  /** True from the welcome to the end of the connection. */
  readonly isOnline: boolean;
  tell(event: ConnectionEvent): void;
  /** Ends the connection as if the server had. */
  end(code: number, reason: string): void;
  /** False where there is no open connection; a true is no promise that it arrives. */
  send(text: string): boolean;
};

export function createLink({ environment, open, renew, batch, onFrame, onChange }: LinkOptions): Link {
  let state = IDLE;
  let carrier: Carrier | undefined;
  /** The last one of this connection. */
  let lastError: ErrorFrame | undefined;
  const alarm = createAlarm(environment, () => tell({ kind: "due" }));

  function tell(event: ConnectionEvent): void {
    const next = step(state, event, { nowMs: environment.now(), random: environment.random() });
    const changed = next.state !== state;
    state = next.state;
    alarm.set("dueAtMs" in state ? state.dueAtMs : undefined);
    for (const effect of next.effects) effects[effect](event);
    if (changed) onChange(state);
  }

  const effects = {
    connect() {
      lastError = undefined;
      carrier = open({ message: (text) => batch(() => receive(text)), close: closed });
    },
    drop() {
      carrier?.close();
      carrier = undefined;
    },
    ping({ kind }: ConnectionEvent) {
      carrier?.ping(kind === "hurry");
    },
    renew() {
      const asked = state;
      void renew().then((renewal) => {
        if (state === asked) tell(renewal);
      });
    },
  };

  function closed(code: number, reason: string): void {
    carrier = undefined;
    // A wait that a command was told to make (slow mode) is none of the connection's, unless it ended it.
    const waits = code === CLOSE.abuse || lastError?.code === reason ? lastError?.retryAfterMs : undefined;
    tell({ kind: "closed", code, reason, ...(waits === undefined ? {} : { retryAfterMs: waits }) });
  }

  function receive(text: string): void {
    if (text === PONG) return tell({ kind: "ponged" });
    // UTF-16 units, not bytes: near enough for telling the server that it is being read, and free.
    tell({ kind: "received", bytes: text.length });
    const frame = decodeFrame(text);
    if (frame === undefined) return;
    if (frame.type === "error") lastError = frame;
    if (frame.type === "welcome") {
      tell({ kind: "welcomed", spreadMs: frame.limits.reconnectSpreadMs, ackBytes: frame.limits.ackBytes });
    }
    onFrame(frame);
  }

  return {
    get state() {
      return state;
    },
    get isOnline() {
      return isOnline(state);
    },
    tell,
    end(code, reason) {
      carrier?.close();
      closed(code, reason);
    },
    send: (text) => carrier?.send(text) ?? false,
  };
}

export function isOnline(state: Connection): boolean {
  return state.kind === "online" || state.kind === "probing";
}

/** What an app needs to know of it. */
export function describe(state: Connection, transport: TransportName): ConnectionState {
  switch (state.kind) {
    case "idle":
    case "stopped":
      return state;
    case "connecting":
    case "renewing":
      return { kind: "connecting" };
    case "online":
    case "probing":
      return { kind: "online", transport };
    case "waiting":
    case "held":
      return { kind: "waiting", attempt: state.course.attempt, retryAtMs: state.dueAtMs, reason: state.reason };
  }
}
