// What waits to go down to a relay, in order: what can be merged is, and what is too much is thinned.

import { CLOSE } from "../../protocol/close-codes.ts";
import type { DownItem } from "../../rules/relaying.ts";
import { encodeEvents } from "../../sockets/event-frames.ts";
import type { Welcome } from "../welcome.ts";

/** Characters that may wait: below what RPC carries, whatever they are. */
const MOST_CHARS = 6 * 1024 * 1024;
/** The same, past which signals are dropped. */
const BEHIND_CHARS = 512 * 1024;

export class DownQueue {
  #items: DownItem[] = [];
  #chars = 0;
  /** Where the `keep` of each connection stands: a newer one takes its place. */
  readonly #keeps = new Map<string, number>();
  /**
   * What welcomes have in common goes once before those that follow each other. It is made last, so that each of them
   * shows all who came together.
   */
  #shared: { readonly at: number; readonly make: () => string } | undefined;
  #hasSnapshot = false;

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get isTooLong(): boolean {
    return this.#chars > MOST_CHARS;
  }

  add(item: DownItem): void {
    this.#chars += charsOf(item);
    if (item.kind === "events" || item.kind === "frame" || item.kind === "values") this.seal();
    if (item.kind === "events" || item.kind === "forget") this.#hasSnapshot = false;
    this.#items.push(item);
  }

  /** Dropped where much waits: a signal is for whoever listens now. */
  signal(text: string, from: string | undefined): void {
    if (this.#chars < BEHIND_CHARS) this.add({ kind: "signal", text, ...(from === undefined ? {} : { from }) });
  }

  keep(connection: string, attachment: string): void {
    const item = { kind: "keep", connection, attachment } as const;
    const waiting = this.#keeps.get(connection);
    if (waiting !== undefined) this.#items[waiting] = item;
    else {
      this.#keeps.set(connection, this.#items.length);
      this.add(item);
    }
  }

  greet(connection: string, { shared, personal, rest }: Welcome): void {
    const at = this.#shared?.at ?? this.#items.length;
    if (this.#shared === undefined) this.add({ kind: "shared", text: "{}" });
    this.#shared = { at, make: shared };
    if (rest.kind === "snapshot" && !this.#hasSnapshot) {
      this.add({ kind: "snapshot", text: rest.text });
      this.#hasSnapshot = true;
    }
    const own = rest.kind === "snapshot" ? { own: rest.own } : rest.kind === "covered" ? { after: rest.after } : {};
    this.add({ kind: "welcome", connection, text: personal, ...own });
    if (rest.kind === "missed")
      for (const { text } of encodeEvents(rest.events)) this.add({ kind: "send", connection, text });
  }

  /** The welcomes that wait show what there is now. */
  seal(): void {
    if (this.#shared === undefined) return;
    const text = this.#shared.make();
    this.#items[this.#shared.at] = { kind: "shared", text };
    this.#chars += text.length;
    this.#shared = undefined;
  }

  take(): DownItem[] {
    this.seal();
    const items = this.#items;
    this.#items = [];
    this.#chars = 0;
    this.#keeps.clear();
    this.#hasSnapshot = false;
    return items;
  }

  /** Drops all but what is said to single connections that are on their way out. */
  clear(): void {
    this.#shared = undefined;
    for (const item of this.take()) if (item.kind === "send" || item.kind === "close") this.add(item);
  }

  /** Drops what can be told anew. Whoever waits for a welcome is to come again: gives their connections. */
  thin(): string[] {
    const turnedAway: string[] = [];
    for (const item of this.take()) {
      if (item.kind === "welcome") {
        turnedAway.push(item.connection);
        this.add({ kind: "close", connection: item.connection, code: CLOSE.restart, reason: "" });
      } else if (item.kind === "keep" || item.kind === "send" || item.kind === "close" || item.kind === "cut")
        this.add(item);
    }
    return turnedAway;
  }
}

function charsOf(item: DownItem): number {
  if (item.kind === "events") return item.events.reduce((sum, { length }) => sum + length, 0);
  if (item.kind === "keep") return item.attachment.length;
  return "text" in item ? item.text.length : 0;
}
