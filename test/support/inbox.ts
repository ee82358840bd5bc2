// inbox.ts: keeps what a socket received until a test asks for it, and says plainly what did not come.

import { decodeFrame, PONG } from "../../src/protocol/codec.ts";
import type { Frame, FrameOf, FrameType } from "../../src/protocol/frames.ts";

/** The real timers, also in tests that have put fake ones in their place. */
const { setTimeout, clearTimeout } = globalThis;

/** How long a test waits for anything before it says what did not come. */
export const PATIENCE_MS = 8000;

export type Closed = { readonly code: number; readonly reason: string };

/** What arrived, in order. `broken` is a text that is no frame of the contract; `text` is what plain mode gets. */
type Item =
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "pong" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "broken"; readonly text: string };

type Waiting = { look(): boolean; fail(error: Error): void };

/** The order in which things of one kind came is kept; things of other kinds wait untouched in their own order. */
export class Inbox {
  readonly #owner: string;
  readonly #plain: boolean;
  readonly #patienceMs: number;
  readonly #items: Item[] = [];
  readonly #waiting = new Set<Waiting>();
  #closed: Closed | undefined;

  /** `owner` is the name that time-outs speak of. With `plain`, texts are kept as they come (contract 8). */
  constructor(owner: string, options: { plain?: boolean; patienceMs?: number } = {}) {
    this.#owner = owner;
    this.#plain = options.plain ?? false;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** The socket received a text frame. */
  receive(text: string): void {
    this.#items.push(read(text, this.#plain));
    this.#look();
  }

  /** The socket is closed; nothing comes any more. */
  end(closed: Closed): void {
    this.#closed ??= closed;
    this.#look();
    for (const waiting of this.#waiting) waiting.fail(this.#report(`the socket closed (${describeClose(closed)})`));
    this.#waiting.clear();
  }

  /** Takes the oldest frame of `type`, or waits for it. */
  async next<T extends FrameType>(type: T, accept: (frame: FrameOf<T>) => boolean = () => true): Promise<FrameOf<T>> {
    return this.#wait(`a frame "${type}"`, () => {
      const index = this.#items.findIndex(
        (item) => item.kind === "frame" && isFrameOf(item.frame, type) && accept(item.frame),
      );
      const [item] = index === -1 ? [] : this.#items.splice(index, 1);
      return item?.kind === "frame" && isFrameOf(item.frame, type) ? item.frame : undefined;
    });
  }

  /** Takes the oldest frame that `accept` wants, whatever its type. `what` names it in the time-out. */
  async nextWhere(what: string, accept: (frame: Frame) => boolean): Promise<Frame> {
    return this.#wait(what, () => {
      const index = this.#items.findIndex((item) => item.kind === "frame" && accept(item.frame));
      const [item] = index === -1 ? [] : this.#items.splice(index, 1);
      return item?.kind === "frame" ? item.frame : undefined;
    });
  }

  /** Takes the oldest text of a plain socket. */
  async nextText(): Promise<string> {
    return this.#wait("a text", () => {
      const index = this.#items.findIndex((item) => item.kind === "text");
      const [item] = index === -1 ? [] : this.#items.splice(index, 1);
      return item?.kind === "text" ? item.text : undefined;
    });
  }

  /** Takes the oldest answer to a ping. */
  async nextPong(): Promise<void> {
    await this.#wait("a pong", () => {
      const index = this.#items.findIndex((item) => item.kind === "pong");
      return index === -1 ? undefined : this.#items.splice(index, 1);
    });
  }

  /** How the socket was closed, once it is. */
  async closed(): Promise<Closed> {
    return this.#wait("a close", () => this.#closed, { alsoAfterEnd: true });
  }

  /** Frames that came and were not taken. Ask for it only after something that proves that all has arrived. */
  untaken(type?: FrameType): Frame[] {
    this.#refuseBroken();
    return this.#items.flatMap((item) =>
      item.kind === "frame" && (type === undefined || item.frame.type === type) ? [item.frame] : [],
    );
  }

  /** Texts of a plain socket that came and were not taken. */
  untakenTexts(): string[] {
    return this.#items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  }

  async #wait<T>(what: string, take: () => T | undefined, options: { alsoAfterEnd?: boolean } = {}): Promise<T> {
    this.#refuseBroken();
    const there = take();
    if (there !== undefined) return there;
    if (this.#closed !== undefined && options.alsoAfterEnd !== true) {
      throw this.#report(`waited for ${what}, but the socket is closed (${describeClose(this.#closed)})`);
    }
    return new Promise<T>((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        then();
      };
      const fail = (error: Error) => settle(() => reject(error));
      const timer = setTimeout(
        () => fail(this.#report(`waited ${this.#patienceMs} ms for ${what}, which did not come`)),
        this.#patienceMs,
      );
      const waiting: Waiting = {
        look: () => {
          const value = take();
          if (value === undefined) return false;
          settle(() => resolve(value));
          return true;
        },
        fail: (error) => fail(new Error(`waited for ${what}: ${error.message}`)),
      };
      this.#waiting.add(waiting);
    });
  }

  #look(): void {
    const broken = this.#items.find((item) => item.kind === "broken");
    for (const waiting of this.#waiting) {
      if (broken !== undefined)
        waiting.fail(this.#report(`received what is no frame of the contract: ${shorten(broken.text)}`));
      else waiting.look();
    }
  }

  #refuseBroken(): void {
    const broken = this.#items.find((item) => item.kind === "broken");
    if (broken !== undefined) throw this.#report(`received what is no frame of the contract: ${shorten(broken.text)}`);
  }

  #report(problem: string): Error {
    const lines = this.#items.map((item) => {
      if (item.kind === "frame") return shorten(JSON.stringify(item.frame));
      return item.kind === "pong" ? PONG : shorten(item.text);
    });
    const close = this.#closed === undefined ? [] : [`(closed: ${describeClose(this.#closed)})`];
    const came = [...lines, ...close];
    return new Error(
      `${this.#owner} ${problem}; ${came.length === 0 ? "nothing came" : `what came instead:\n  ${came.join("\n  ")}`}`,
    );
  }
}

function read(text: string, plain: boolean): Item {
  if (text === PONG) return { kind: "pong" };
  if (plain) return { kind: "text", text };
  const frame = decodeFrame(text);
  return frame === undefined ? { kind: "broken", text } : { kind: "frame", frame };
}

function isFrameOf<T extends FrameType>(frame: Frame, type: T): frame is FrameOf<T> & Frame {
  return frame.type === type;
}

function describeClose(closed: Closed): string {
  return closed.reason === "" ? `${closed.code}` : `${closed.code} ${closed.reason}`;
}

function shorten(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}… (${text.length} characters)`;
}
