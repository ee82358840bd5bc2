// A WebSocket to a room, held by the Worker for a reader over HTTP: the room sleeps behind it while the answer stays open.

import type { Env } from "../../env.ts";
import { CLOSE } from "../../protocol/close-codes.ts";
import { PING, PONG } from "../../protocol/codec.ts";
import { PING_EVERY_MS, PONG_TIMEOUT_MS, STREAM_COMMENT_MS, WELCOME_LIMITS } from "../../protocol/limits.ts";
import type { EntryDraft } from "../../rules/entry.ts";
import { logWarning } from "../log.ts";
import { enterRoom } from "../enter-room.ts";
import type { Arrival, Closed } from "./arrival.ts";
import { parseRoomFrame, type RoomFrame } from "./room-frame.ts";

/** What may wait here for the reader, beside what it missed before it came: that is the room's to bound, at 4 MiB. */
const QUEUE_BYTES = 1024 * 1024;

/** A ping goes with the first look after so long: looks are 15 s apart at most, and pings must not be more than 25 s. */
const PING_AFTER_MS = PING_EVERY_MS - STREAM_COMMENT_MS;

/** `bytes` are characters, as near as a bound needs; 0 for what was missed. */
type Waiting = { readonly frame: RoomFrame; readonly bytes: number };

/**
 * Frames wait here, in order, until they are asked for. A reader that stops asking is cut off with 4408 past 1 MiB, and
 * nothing is kept for it: it comes back with its cursor.
 */
export class Bridge {
  readonly #socket: WebSocket;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  /** Events up to here were missed before the reader came. */
  #missedUpTo = 0;
  #ended: Closed | undefined;
  /** Since the last ping; known to be taken once the next is asked for. */
  #givenBytes = 0;
  #pingedAt = Date.now();
  #isPongDue = false;
  /** Wakes whoever waits in `next`. */
  #stir: () => void = () => undefined;

  /** Owns the socket, which must not be accepted yet. */
  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", ({ code, reason }) => this.#end({ code, reason }));
    socket.addEventListener("error", () => this.#end(lost()));
    socket.accept();
  }

  /**
   * Enters a room. Whoever opens a bridge closes it. What the room refuses is its first frame; throws `overloaded` where
   * the room cannot be reached.
   */
  static async open(env: Env, entry: EntryDraft): Promise<Bridge> {
    const { status, webSocket } = await enterRoom(env, entry);
    if (webSocket === null) throw new Error(`a room answered an upgrade with ${status}`);
    return new Bridge(webSocket);
  }

  /**
   * The next frame, or `quiet` after `waitMs`, which must be 15 s at most. One call at a time, and only by who has passed
   * on what it was given before: that the reader took it is what the room is told (contract 3.2).
   */
  async next(waitMs: number): Promise<Arrival> {
    this.#acknowledge();
    if (this.#waiting.length === 0 && this.#ended === undefined && waitMs > 0) await this.#arrival(waitMs);
    const first = this.#waiting.shift();
    if (first === undefined) return this.#ended === undefined ? { kind: "quiet" } : { kind: "ended", ...this.#ended };
    this.#waitingBytes -= first.bytes;
    this.#givenBytes += first.frame.text.length;
    return { kind: "frame", frame: first.frame };
  }

  /** Leaves the room. Safe to call again. */
  close(): void {
    this.#cut({ code: CLOSE.asked, reason: "" });
  }

  #receive(data: string | ArrayBuffer): void {
    if (this.#ended !== undefined) return;
    this.#isPongDue = false;
    if (data === PONG) return;
    const frame = typeof data === "string" ? parseRoomFrame(data) : undefined;
    if (frame !== undefined) return this.#keep(frame);
    // Without the frame itself: people wrote that.
    logWarning("unable to pass on what a room sent; the reader is sent back for it", new Error("it is no frame"));
    this.#cut({ code: CLOSE.fault, reason: "internal" });
  }

  #keep(frame: RoomFrame): void {
    if (frame.type === "welcome") this.#missedUpTo = frame.recovered ? frame.head : 0;
    const wasMissed = frame.type === "events" && frame.lastSeq <= this.#missedUpTo;
    const bytes = wasMissed ? 0 : frame.text.length;
    this.#waiting.push({ frame, bytes });
    this.#waitingBytes += bytes;
    if (this.#waitingBytes > QUEUE_BYTES) {
      this.#waiting = [];
      this.#cut({ code: CLOSE.tooSlow, reason: "too_slow" });
    }
    this.#stir();
  }

  /** Pings for as long as the reader reads; a room that answers none is lost. */
  #acknowledge(): void {
    if (this.#ended !== undefined) return;
    const sinceMs = Date.now() - this.#pingedAt;
    if (this.#isPongDue && sinceMs >= PONG_TIMEOUT_MS) return this.#cut(lost());
    if (sinceMs < PING_AFTER_MS && this.#givenBytes < WELCOME_LIMITS.ackBytes) return;
    this.#givenBytes = 0;
    this.#pingedAt = Date.now();
    this.#isPongDue = true;
    try {
      this.#socket.send(PING);
    } catch {
      // It is closing, and nobody has said so yet.
      this.#cut(lost());
    }
  }

  async #arrival(waitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, waitMs);
    this.#stir = resolve;
    await promise;
    clearTimeout(timer);
  }

  /** Ends it from our side. */
  #cut(closed: Closed): void {
    if (this.#ended !== undefined) return;
    this.#end(closed);
    try {
      this.#socket.close(CLOSE.asked);
    } catch {
      // It was closing already.
    }
  }

  #end(closed: Closed): void {
    this.#ended ??= closed;
    this.#stir();
  }
}

function lost(): Closed {
  return { code: CLOSE.lost, reason: "" };
}
