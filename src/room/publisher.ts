// Sends what everybody gets: serialised once, and handed to whoever brings it to the sockets.

import { encodeFrame } from "../protocol/codec.ts";
import type { Frame, FrameOf } from "../protocol/frames.ts";
import type { Value } from "../protocol/frames/values.ts";
import { Receivers, type Unfit } from "../sockets/receivers.ts";
import type { Session } from "../sockets/session.ts";
import type { Sessions } from "../sockets/sessions.ts";
import { encodeEvent, type StoredEvent } from "../storage/event-log.ts";

export class Publisher {
  readonly #receivers: Receivers;

  /** `drop` ends a connection; it is called while sending and must not throw. */
  constructor(sessions: Sessions, drop: (session: Session, why: Unfit) => void) {
    this.#receivers = new Receivers(sessions, drop);
  }

  /** `epoch` is given where the log began with these events. */
  events(events: readonly StoredEvent[], epoch: string | undefined, now: number): void {
    this.#receivers.events(events.map(encodeEvent), epoch, now);
  }

  /** A frame that is no event, to everybody, or to those of whom `isFor` is true. Plain mode gets none of them. */
  frame(frame: Frame, now: number, isFor?: (session: Session) => boolean): void {
    this.#receivers.frame(encodeFrame(frame), now, isFor);
  }

  /** For whoever listens now: not to the connection it came from, and dropped for a reader who is behind. */
  signal(frame: FrameOf<"signal">, now: number, from: Session | undefined): void {
    this.#receivers.signal(encodeFrame(frame), now, from?.connection);
  }

  /** The newest of the keys that changed. A reader who is behind is owed them, and gets the newest of then. */
  values(changed: ReadonlySet<string>, newest: (keys: Iterable<string>) => Record<string, Value>, now: number): void {
    this.#receivers.values(changed, newest, now);
  }

  /** True where a reader is still owed values. */
  get owesValues(): boolean {
    return this.#receivers.owesValues;
  }
}
