// The newest events of the room, in memory, from which those who come back are served.

import type { Cursor } from "../protocol/cursor.ts";

/** As much as a reconnect of everybody needs, who were away for a minute of a busy room. */
const EVENTS_MAX = 2_000;
const CHARS_MAX = 2 * 1024 * 1024;

export class Tail {
  #events: string[] = [];
  #chars = 0;
  /** Where it ends; undefined where it is not known where the room stands. */
  #end: Cursor | undefined;

  get end(): Cursor | undefined {
    return this.#end;
  }

  /** Events that follow on what is here. */
  add(events: readonly string[], upTo: Cursor): void {
    this.#end = upTo;
    for (const event of events) {
      this.#events.push(event);
      this.#chars += event.length;
    }
    let gone = 0;
    while (this.#events.length - gone > EVENTS_MAX || this.#chars > CHARS_MAX) {
      this.#chars -= this.#events[gone]?.length ?? 0;
      gone += 1;
    }
    if (gone > 0) this.#events.splice(0, gone);
  }

  /** Forgets what it holds, and goes on from `place`. */
  clear(place: Cursor | undefined): void {
    this.#events = [];
    this.#chars = 0;
    this.#end = place;
  }

  covers({ epoch, seq }: Cursor): boolean {
    if (this.#end === undefined || this.#end.epoch !== epoch) return false;
    return seq <= this.#end.seq && this.#end.seq - seq <= this.#events.length;
  }

  /** The events after a seq; undefined where some of them are not here any more. */
  after(seq: number): readonly string[] | undefined {
    if (this.#end === undefined || !this.covers({ epoch: this.#end.epoch, seq })) return undefined;
    return this.#events.slice(this.#events.length - (this.#end.seq - seq));
  }
}
