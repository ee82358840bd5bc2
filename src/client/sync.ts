// Notices that something of the log is missing, and asks for it with `resume`.

import { HEAD_LAG_MS } from "../protocol/limits.ts";
import { createAlarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";

/** How far the log went when the frame was made. Any frame may tell; undefined where this one does not. */
export function headOf(frame: Readonly<Record<string, unknown>>): number | undefined {
  return typeof frame["head"] === "number" ? frame["head"] : undefined;
}

/** Times asked in vain before the connection is given up. */
const ASKS_MAX = 3;

type Level =
  | { readonly kind: "level" }
  /** The server told of a newer head. While events come in, that is the tail on its way. */
  | { readonly kind: "behind"; readonly asks: number; readonly dueAtMs: number }
  | { readonly kind: "asked"; readonly asks: number; readonly dueAtMs: number };

export type Sync = {
  /** After each frame. `moved`: the cursor did. */
  note(head: number, cursorSeq: number, moved: boolean): void;
  /** An event came that is not the one due. */
  missing(): void;
  welcomed(): void;
  /** A refusal that names no command: of `resume`, where one was sent. */
  refused(retryAfterMs: number | undefined): void;
  offline(): void;
};

export type SyncOptions = {
  readonly environment: Environment;
  /** Sends `resume` with the cursor. */
  readonly resume: () => void;
  readonly onStall: () => void;
};

export function createSync({ environment, resume, onStall }: SyncOptions): Sync {
  let level: Level = { kind: "level" };
  const alarm = createAlarm(environment, ask);

  function turn(to: Level): void {
    level = to;
    alarm.set(to.kind === "level" ? undefined : to.dueAtMs);
  }

  function asksSoFar(): number {
    return level.kind === "level" ? 0 : level.asks;
  }

  function ask(): void {
    const asks = asksSoFar();
    if (asks >= ASKS_MAX) return onStall();
    turn({ kind: "asked", asks: asks + 1, dueAtMs: environment.now() + HEAD_LAG_MS });
    resume();
  }

  return {
    note(head, cursorSeq, moved) {
      if (level.kind === "asked") return;
      if (head <= cursorSeq) return turn({ kind: "level" });
      if (moved || level.kind === "level") turn({ kind: "behind", asks: 0, dueAtMs: environment.now() + HEAD_LAG_MS });
    },
    missing() {
      if (level.kind !== "asked") ask();
    },
    welcomed() {
      if (level.kind === "asked") turn({ ...level, kind: "behind", dueAtMs: environment.now() + HEAD_LAG_MS });
    },
    refused(retryAfterMs = 1000) {
      if (level.kind === "asked") turn({ ...level, dueAtMs: environment.now() + retryAfterMs });
    },
    offline() {
      turn({ kind: "level" });
    },
  };
}
