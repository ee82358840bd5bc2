// Writes the frames of a room as Server-Sent Events, and counts the cursors that stand beside them (contract 9.1).

import { adviseOnClose } from "../../protocol/close-codes.ts";
import { formatCursor, NO_EPOCH } from "../../protocol/cursor.ts";
import type { Arrival, Closed } from "./arrival.ts";
import type { RoomFrame } from "./room-frame.ts";

/** Says that the line is open; an EventSource shows nothing of it. */
const COMMENT = ": \n\n";

/**
 * Stands in place of a cursor where the reader is to stop (contract 7). An EventSource always comes back, with the last
 * id that it saw: this one is answered with 204, on which it stops. No cursor looks like it.
 */
export const STOP_ID = "stop";

export class EventWriter {
  readonly #since: string | undefined;
  #epoch = NO_EPOCH;

  /** `since` is the cursor that the room was given. */
  constructor(since: string | undefined) {
    this.#since = since;
  }

  write(arrival: Arrival): string {
    switch (arrival.kind) {
      case "frame":
        return this.frame(arrival.frame);
      case "quiet":
        return COMMENT;
      case "ended":
        return closeEvent(arrival);
    }
  }

  /** JSON has no line breaks but between its tokens, and a room writes none: a frame is one line. */
  frame(frame: RoomFrame): string {
    switch (frame.type) {
      case "welcome":
        this.#epoch = frame.epoch;
        return event(frame.type, frame.text, this.#placeOf(frame));
      case "events":
        this.#epoch = frame.epoch ?? this.#epoch;
        return event(frame.type, frame.text, formatCursor({ epoch: this.#epoch, seq: frame.lastSeq }));
      case "error":
        // EventSource has an event of this name itself, for a line that broke.
        return event("fault", frame.text);
      case "other":
        return event(frame.name, frame.text);
    }
  }

  #placeOf({ recovered, epoch, head }: { recovered: boolean; epoch: string; head: number }): string {
    return recovered && this.#since !== undefined ? this.#since : formatCursor({ epoch, seq: head });
  }
}

function closeEvent({ code, reason }: Closed): string {
  return event("close", JSON.stringify({ code, reason }), adviseOnClose(code) === "stop" ? STOP_ID : undefined);
}

/** How long an EventSource waits before it comes back; told once, at the start. */
export function retryLine(ms: number): string {
  return `retry: ${ms}\n\n`;
}

function event(name: string, data: string, id?: string): string {
  return `event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`;
}
