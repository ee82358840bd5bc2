// Sends what everybody gets: serialised once, then handed to each socket that may still have it.

import { encodeFrame } from "../protocol/codec.ts";
import type { Frame, FrameOf } from "../protocol/frames.ts";
import type { Value } from "../protocol/frames/values.ts";
import { SERVER_FRAME_BYTES } from "../protocol/limits.ts";
import { utf8Length } from "../protocol/text.ts";
import { encodeEvent, type StoredEvent } from "../storage/event-log.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Why a connection gets nothing any more. */
export type Unfit = "expired" | "slow";

export class Publisher {
  readonly #sessions: Sessions;
  readonly #drop: (session: Session, why: Unfit) => void;

  /** `drop` ends a connection; it is called while sending and must not throw. */
  constructor(sessions: Sessions, drop: (session: Session, why: Unfit) => void) {
    this.#sessions = sessions;
    this.#drop = drop;
  }

  /** `epoch` is given where the log began with these events. */
  events(events: readonly StoredEvent[], epoch: string | undefined, now: number): void {
    const frames = encodeEvents(events.map(encodeEvent), epoch);
    let texts: readonly Measured[] | undefined;
    for (const session of this.#sessions.all) {
      if (session.mode === "plain") {
        texts ??= events.flatMap(plainText).map(measure);
        this.#send(session, texts, now);
      } else {
        this.#send(session, frames, now);
      }
    }
  }

  /** A frame that is no event, to everybody, or to those of whom `isFor` is true. Plain mode gets none of them. */
  frame(frame: Frame, now: number, isFor: (session: Session) => boolean = () => true): void {
    const text = [measure(encodeFrame(frame))];
    for (const session of this.#sessions.all)
      if (session.mode === "frames" && isFor(session)) this.#send(session, text, now);
  }

  /** For whoever listens now: not to the connection it came from, and dropped for a reader who is behind. */
  signal(frame: FrameOf<"signal">, now: number, from: Session | undefined): void {
    const text = [measure(encodeFrame(frame))];
    for (const session of this.#sessions.all) {
      if (session.mode === "plain" || session === from || this.#isBehind(session)) continue;
      this.#send(session, text, now);
    }
  }

  /** The newest of the keys that changed. A reader who is behind is owed them, and gets the newest of then. */
  values(changed: ReadonlySet<string>, newest: (keys: Iterable<string>) => Record<string, Value>, now: number): void {
    const encode = (keys: Iterable<string>) => measure(encodeFrame({ type: "values", values: newest(keys) }));
    let shared: Measured | undefined;
    for (const session of this.#sessions.all) {
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
    for (const session of this.#sessions.all) if (session.owedKeys.size > 0) return true;
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

/** A text that goes to many, its size found once. */
export type Measured = { readonly text: string; readonly bytes: number };

export function measure(text: string): Measured {
  return { text, bytes: utf8Length(text) };
}

/** Events as JSON in `events` frames, each at most as large as a frame may be. */
export function encodeEvents(events: readonly string[], epoch?: string): Measured[] {
  const start =
    epoch === undefined
      ? '{"type":"events","events":['
      : `{"type":"events","epoch":${JSON.stringify(epoch)},"events":[`;
  const end = "]}";
  const wrapping = start.length + end.length;
  const room = SERVER_FRAME_BYTES - wrapping;
  const frames: Measured[] = [];
  let batch: string[] = [];
  /** Bytes of the batch, each event with the comma after it. */
  let size = 0;
  const close = () => frames.push({ text: start + batch.join(",") + end, bytes: wrapping + size - 1 });
  for (const event of events) {
    const bytes = utf8Length(event) + 1;
    if (size + bytes > room && batch.length > 0) {
      close();
      batch = [];
      size = 0;
    }
    batch.push(event);
    size += bytes;
  }
  if (batch.length > 0) close();
  return frames;
}

/** What the guide's own client sees of an event: the text of a message, or nothing (contract 8). */
function plainText(event: StoredEvent): string[] {
  if (event.kind !== "message") return [];
  const body: unknown = JSON.parse(event.body);
  const text: unknown = typeof body === "object" && body !== null && "text" in body ? body.text : undefined;
  return typeof text === "string" ? [text] : [];
}
