// Sends what everybody gets: serialised once, and handed to the room's own sockets and to its relays.

import { encodeFrame } from "../protocol/codec.ts";
import type { Frame, FrameOf } from "../protocol/frames.ts";
import type { Value } from "../protocol/frames/values.ts";
import { Receivers, type Unfit } from "../sockets/receivers.ts";
import type { Session } from "../sockets/session.ts";
import type { Sessions } from "../sockets/sessions.ts";
import type { Relays } from "./relays/relays.ts";
import { encodeEvent, type StoredEvent } from "../storage/event-log.ts";

export class Publisher {
  readonly #sessions: Sessions;
  readonly #receivers: Receivers;
  readonly #relays: Relays;

  /** `drop` ends a connection; it is called while sending and must not throw. */
  constructor(sessions: Sessions, relays: Relays, drop: (session: Session, why: Unfit) => void) {
    this.#sessions = sessions;
    this.#relays = relays;
    this.#receivers = new Receivers(sessions, drop);
  }

  /** `epoch` is given where the log began with these events. */
  events(events: readonly StoredEvent[], epoch: string | undefined, now: number): void {
    const texts = events.map(encodeEvent);
    this.#receivers.events(texts, epoch, now);
    if (this.#relays.areAny) this.#relays.events(texts, epoch);
  }

  /** A frame that is no event, to everybody, or to those of whom `isFor` is true. Plain mode gets none of them. */
  frame(frame: Frame, now: number, isFor?: (session: Session) => boolean): void {
    const text = encodeFrame(frame);
    this.#receivers.frame(text, now, isFor);
    if (!this.#relays.areAny) return;
    if (isFor === undefined) return this.#relays.frame(text);
    for (const session of this.#sessions.elsewhere)
      if (session.mode === "frames" && isFor(session)) session.sendText(text);
  }

  /** For whoever listens now: not to the connection it came from, and dropped for a reader who is behind. */
  signal(frame: FrameOf<"signal">, now: number, from: Session | undefined): void {
    const text = encodeFrame(frame);
    this.#receivers.signal(text, now, from?.connection);
    if (this.#relays.areAny) this.#relays.signal(text, from?.connection);
  }

  /** The newest of the keys that changed. A reader who is behind is owed them, and gets the newest of then. */
  values(changed: ReadonlySet<string>, newest: (keys: Iterable<string>) => Record<string, Value>, now: number): void {
    this.#receivers.values(changed, newest, now);
    if (this.#relays.areAny) this.#relays.values(changed.size === 0 ? undefined : JSON.stringify(newest(changed)));
  }

  /** True where a reader is still owed values. */
  get owesValues(): boolean {
    return this.#receivers.owesValues || this.#relays.oweValues;
  }
}
