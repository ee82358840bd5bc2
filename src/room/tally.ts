// Counts what happens in a room while it is awake, for operators: numbers in one object, and nothing that waits or writes.

import { ChatError } from "../protocol/errors.ts";
import type { Counted } from "../rules/room-tally.ts";

/** Rows since the object woke, as they are billed. */
export type Billed = { readonly rowsWritten: number; readonly rowsRead: number };

export class Tally {
  events = 0;
  frames = 0;
  joins = 0;
  slow = 0;
  readonly #billed: () => Billed;
  readonly #refused = new Map<string, number>();
  #rowsWrittenTold = 0;
  #rowsReadTold = 0;

  constructor(billed: () => Billed) {
    this.#billed = billed;
  }

  /** Somebody was told that something cannot be; a fault of ours counts as `internal`. */
  refused(error: unknown): void {
    const code = error instanceof ChatError ? error.code : "internal";
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  /** What was counted since the last time, and begins anew. */
  take(): Counted {
    const { rowsWritten, rowsRead } = this.#billed();
    const counted: Counted = {
      events: this.events,
      frames: this.frames,
      joins: this.joins,
      slow: this.slow,
      rowsWritten: rowsWritten - this.#rowsWrittenTold,
      rowsRead: rowsRead - this.#rowsReadTold,
      refused: Object.fromEntries(this.#refused),
    };
    this.events = 0;
    this.frames = 0;
    this.joins = 0;
    this.slow = 0;
    this.#rowsWrittenTold = rowsWritten;
    this.#rowsReadTold = rowsRead;
    this.#refused.clear();
    return counted;
  }

  /** What was taken reached nobody: it is taken again with the next. */
  giveBack(counted: Counted): void {
    this.events += counted.events;
    this.frames += counted.frames;
    this.joins += counted.joins;
    this.slow += counted.slow;
    this.#rowsWrittenTold -= counted.rowsWritten;
    this.#rowsReadTold -= counted.rowsRead;
    for (const [code, times] of Object.entries(counted.refused))
      this.#refused.set(code, (this.#refused.get(code) ?? 0) + times);
  }
}
