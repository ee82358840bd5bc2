// Does what the room says, at the sockets of a relay, in the room's order.

import { CLOSE } from "../protocol/close-codes.ts";
import type { Cursor } from "../protocol/cursor.ts";
import type { Value } from "../protocol/frames/values.ts";
import { joinObjects } from "../protocol/join-objects.ts";
import { utf8Length } from "../protocol/text.ts";
import type { DownItem } from "../rules/relaying.ts";
import { encodeEvents } from "../sockets/event-frames.ts";
import type { Receivers } from "../sockets/receivers.ts";
import type { Seats } from "./seats.ts";
import type { Tail } from "./tail.ts";

type Host = {
  readonly seats: Seats;
  readonly tail: Tail;
  readonly receivers: Receivers;
};

type Welcome = DownItem & { readonly kind: "welcome" };

export class Landing {
  readonly #host: Host;
  /** What welcomes have in common, as JSON objects. */
  #shared = "{}";
  #snapshot = "{}";
  /** The newest of the values that were told, for whoever is owed some. */
  #values: Record<string, Value> = {};

  constructor(host: Host) {
    this.#host = host;
  }

  /** Where the relay stands. */
  get place(): Cursor | undefined {
    const { tail, seats } = this.#host;
    return tail.end ?? seats.place;
  }

  do(item: DownItem, now: number): void {
    const { seats, tail, receivers } = this.#host;
    switch (item.kind) {
      case "events":
        receivers.events(item.events, item.epoch, now);
        return tail.add(item.events, item.upTo);
      case "frame":
        return receivers.frame(item.text, now);
      case "signal":
        return receivers.signal(item.text, now, item.from);
      case "values":
        return this.#tellValues(item.text, now);
      case "keep":
        return seats.keep(item.connection, JSON.parse(item.attachment));
      case "shared":
        this.#shared = item.text;
        return;
      case "snapshot":
        this.#snapshot = item.text;
        return;
      case "welcome":
        return this.#welcome(item);
      case "send":
        return seats.send(item.connection, item.text);
      case "close":
        return seats.close(item.connection, item.code, item.reason);
      case "forget":
        return tail.clear(this.place);
      case "cut":
        return seats.closeAll(item.connections, CLOSE.restart);
    }
  }

  /** Held no longer than a call: they are large, and the next welcomes bring newer ones. */
  rest(): void {
    this.#shared = "{}";
    this.#snapshot = "{}";
    if (!this.#host.receivers.owesValues) this.#values = {};
  }

  #tellValues(text: string, now: number): void {
    const changed: Record<string, Value> = JSON.parse(text);
    this.#values = { ...this.#values, ...changed };
    const newest = (keys: Iterable<string>) => {
      const values: Record<string, Value> = {};
      for (const key of keys) {
        const value = this.#values[key];
        if (value !== undefined) values[key] = value;
      }
      return values;
    };
    this.#host.receivers.values(new Set(Object.keys(changed)), newest, now);
  }

  #welcome({ connection, text, own, after }: Welcome): void {
    const session = this.#host.seats.find(connection);
    if (session === undefined) return;
    const missed = after === undefined ? [] : this.#host.tail.after(after);
    // It was there when the room was asked.
    if (missed === undefined) return this.#host.seats.close(connection, CLOSE.restart, "");
    const welcome = joinObjects(this.#shared, text);
    const whole = own === undefined ? welcome : joinObjects(joinObjects(welcome, this.#snapshot), own);
    session.sendText(whole, utf8Length(whole));
    for (const frame of encodeEvents(missed)) session.sendText(frame.text, frame.bytes);
  }
}
