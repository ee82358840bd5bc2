// Hands what everybody gets to each socket of this object that may still have it: serialised once, whatever their number.

import type { Value } from "../protocol/frames/values.ts";
import { encodeFrame } from "../protocol/codec.ts";
import { encodeEvents, measure, type Measured, plainText } from "./event-frames.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Why a connection gets nothing any more. */
export type Unfit = "expired" | "slow";

export class Receivers {
  readonly #sessions: Sessions;
  readonly #drop: (session: Session, why: Unfit) => void;

  /** `drop` ends a connection; it is called while sending and must not throw. */
  constructor(sessions: Sessions, drop: (session: Session, why: Unfit) => void) {
    this.#sessions = sessions;
    this.#drop = drop;
  }

  /** Events as JSON; `epoch` is given where the log began with them. */
  events(events: readonly string[], epoch: string | undefined, now: number): void {
    const frames = encodeEvents(events, epoch);
    let texts: readonly Measured[] | undefined;
    for (const session of this.#sessions.here) {
      if (session.mode === "plain") {
        texts ??= events.flatMap(plainText).map(measure);
        this.#send(session, texts, now);
      } else {
        this.#send(session, frames, now);
      }
    }
  }

  /** A frame that is no event, to everybody, or to those of whom `isFor` is true. Plain mode gets none of them. */
  frame(frame: string, now: number, isFor: (session: Session) => boolean = () => true): void {
    const text = [measure(frame)];
    for (const session of this.#sessions.here)
      if (session.mode === "frames" && isFor(session)) this.#send(session, text, now);
  }

  /** For whoever listens now: not to the connection it came from, and dropped for a reader who is behind. */
  signal(frame: string, now: number, from: string | undefined): void {
    const text = [measure(frame)];
    for (const session of this.#sessions.here) {
      if (session.mode === "plain" || session.connection === from || this.#isBehind(session)) continue;
      this.#send(session, text, now);
    }
  }

  /** The newest of the keys that changed. A reader who is behind is owed them, and gets the newest of then. */
  values(changed: ReadonlySet<string>, newest: (keys: Iterable<string>) => Record<string, Value>, now: number): void {
    const encode = (keys: Iterable<string>) => measure(encodeFrame({ type: "values", values: newest(keys) }));
    let shared: Measured | undefined;
    for (const session of this.#sessions.here) {
      if (session.mode === "plain") continue;
      const owed = session.owedKeys;
      if (this.#isBehind(session)) {
        for (const key of changed) owed.add(key);
      } else if (owed.size > 0) {
        const frame = encode([...owed, ...changed]);
        owed.clear();
        this.#send(session, [frame], now);
      } else if (changed.size > 0) {
        shared ??= encode(changed);
        this.#send(session, [shared], now);
      }
    }
  }

  /** True where a reader is still owed values. */
  get owesValues(): boolean {
    for (const session of this.#sessions.here) if (session.owedKeys.size > 0) return true;
    return false;
  }

  #isBehind(session: Session): boolean {
    return session.isBehind(() => this.#sessions.lastPingAt(session));
  }

  #send(session: Session, texts: readonly Measured[], now: number): void {
    if (session.isExpired(now)) return this.#drop(session, "expired");
    for (const { text, bytes } of texts) session.sendText(text, bytes);
    if (session.isTooSlow(() => this.#sessions.lastPingAt(session))) this.#drop(session, "slow");
  }
}
