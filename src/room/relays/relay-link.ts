// One relay as its room sees it: what is on its way there, in order, one call at a time, and whose connections it holds.
//
// All that a turn sends gathers in a queue and goes in one call; while that is under way, the queue gathers the next.
// Every call says where the relay has to stand before it. One that stands elsewhere does nothing, and is told first what
// it missed. Where that cannot be known, its connections are sent away, and come back with their cursors.

import { CLOSE } from "../../protocol/close-codes.ts";
import { type Cursor, NO_EPOCH } from "../../protocol/cursor.ts";
import type { Descent, DownItem, Landed, Roll } from "../../rules/relaying.ts";
import { logFault } from "../../sockets/log-fault.ts";
import type { Welcome } from "../welcome.ts";
import { DownQueue } from "./down-queue.ts";
import { RelayedSocket } from "./relayed-socket.ts";

export type RelayStub = {
  descend(descent: Descent): Promise<Landed>;
  roll(): Promise<Roll>;
};

export type LinkHost = {
  /** Which instance of the room this is. */
  readonly life: string;
  /** Another one each time, over all relays: one that is forgotten and comes back must not take a call for an old one. */
  readonly nextNumber: () => number;
  /** A stub is of no use after it threw: each try makes its own. */
  readonly reach: (name: string) => RelayStub;
  /** Events after a cursor, as JSON; undefined where it cannot be honoured. */
  readonly tail: (since: Cursor) => readonly string[] | undefined;
  /** The relay holds a connection no more. */
  readonly left: (socket: RelayedSocket) => void;
  /** The relay cannot be reached: what it held is gone. */
  readonly unreachable: (link: RelayLink) => void;
  /** All that was under way has arrived. */
  readonly drained: (link: RelayLink) => void;
  /** A reader of the relay's was behind when values were told. */
  readonly owed: () => void;
  /** The newest values and the roster, for a relay that missed some. */
  readonly newest: () => DownItem[];
};

/** How long what only a sleep needs waits for something else to go with. */
const KEEP_MS = 100;
const TRIES = 3;
/** No value has changed: what is owed is offered again. */
const OFFER = "{}";
const TRY_AGAIN_MS = 100;

export class RelayLink {
  readonly name: string;
  readonly #host: LinkHost;
  readonly #sockets = new Map<string, RelayedSocket>();
  readonly #queue = new DownQueue();
  /** Where the relay stands once all before the queue has arrived, and once the queue has. */
  #place: Cursor;
  #end: Cursor;
  #isSending = false;
  #isRetired = false;
  #isBehind = false;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #owesValues = false;
  #hasHeld = false;
  /** Ended by the room, which the relay may not have heard yet. */
  readonly #ended = new Set<string>();
  /** Connections that the relay may still hold, and the room does not know any more. */
  readonly #strays = new Set<string>();
  /** The last call from the relay that was heard. */
  #heard = { life: "", number: 0 };

  constructor(host: LinkHost, name: string, place: Cursor) {
    this.#host = host;
    this.name = name;
    this.#place = place;
    this.#end = place;
  }

  /** False where no connection of the relay was known in this life of the room. */
  get hasHeld(): boolean {
    return this.#hasHeld;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  get owesValues(): boolean {
    return this.#owesValues;
  }

  get isIdle(): boolean {
    return !this.#isSending && this.#queue.isEmpty && this.#keepTimer === undefined;
  }

  /** False for a call that was heard before: the relay did not get the answer. */
  hear(life: string, number: number): boolean {
    if (this.#heard.life === life && this.#heard.number === number) return false;
    this.#heard = { life, number };
    return true;
  }

  find(connection: string): RelayedSocket | undefined {
    return this.#sockets.get(connection);
  }

  open(connection: string, covers: string | undefined): RelayedSocket {
    const socket = new RelayedSocket(this, connection);
    socket.covers = covers;
    this.#sockets.set(connection, socket);
    this.#hasHeld = true;
    return socket;
  }

  /**
   * The relay says that a connection ended. One whose end woke the room was not among those that were recalled:
   * `attachment` is what the relay kept of it.
   */
  left(connection: string, attachment: string | undefined): RelayedSocket | undefined {
    const known = this.#forget(connection);
    if (known !== undefined || attachment === undefined || this.#ended.has(connection)) return known;
    return new RelayedSocket(this, connection, JSON.parse(attachment));
  }

  events(events: readonly string[], upTo: Cursor, epoch: string | undefined): void {
    this.#end = upTo;
    this.#push({ kind: "events", events, upTo, ...(epoch === undefined ? {} : { epoch }) });
  }

  frame(text: string): void {
    this.#push({ kind: "frame", text });
  }

  signal(text: string, from: string | undefined): void {
    this.#queue.signal(text, from);
    this.#start();
  }

  values(text: string): void {
    this.#push({ kind: "values", text });
  }

  offerValues(): void {
    if (this.#owesValues) this.values(OFFER);
  }

  /** Something in the log was erased. */
  erased(): void {
    this.#push({ kind: "forget" });
  }

  greet(connection: string, welcome: Welcome): void {
    this.#queue.greet(connection, welcome);
    this.#pushed();
  }

  send(connection: string, text: string): void {
    if (this.#sockets.has(connection)) this.#push({ kind: "send", connection, text });
  }

  close(socket: RelayedSocket, code: number, reason: string): void {
    if (this.#forget(socket.connection) === undefined) return;
    this.#ended.add(socket.connection);
    this.turnAway(socket.connection, code, reason);
  }

  /** Closes a connection that the room does not hold. */
  turnAway(connection: string, code: number, reason: string): void {
    this.#push({ kind: "close", connection, code, reason });
  }

  /** What lets a connection in goes at once; what only a sleep of the relay needs waits a little for company. */
  keep({ connection, isSettled }: RelayedSocket, attachment: string): void {
    if (!this.#sockets.has(connection)) return;
    this.#queue.keep(connection, attachment);
    if (isSettled) this.#keepTimer ??= setTimeout(() => this.#start(), KEEP_MS);
    else this.#start();
  }

  /**
   * Takes up a relay that the room knew before it slept. Gives the connections that it holds, and whether it has missed
   * something. One that cannot be reached holds none, as far as the room knows.
   */
  async recall(head: Cursor): Promise<{ readonly sockets: readonly RelayedSocket[]; readonly isBehind: boolean }> {
    const none = { sockets: [], isBehind: false };
    const roll = await this.#call((relay) => relay.roll()).catch((error: unknown) => this.#lose(error));
    if (roll === undefined || roll.seats.length === 0) return none;
    const { place, seats } = roll;
    const missed = place === undefined ? undefined : this.#missed(place, head);
    if (place === undefined || missed === undefined) {
      this.disown();
      return none;
    }
    const sockets = seats.map(({ connection, attachment }) => {
      const socket = new RelayedSocket(this, connection, JSON.parse(attachment));
      this.#sockets.set(connection, socket);
      return socket;
    });
    this.#hasHeld = true;
    this.#place = place;
    if (missed.length > 0) {
      this.erased();
      this.events(missed, head, place.epoch === NO_EPOCH ? head.epoch : undefined);
    }
    return { sockets, isBehind: missed.length > 0 };
  }

  /** The relay holds connections that the room does not know: what became of the room's memory is not to be known. */
  disown(): void {
    this.#sendAllAway();
    this.#start();
  }

  /** What a relay that missed something is told beside the events. */
  tellNewest(): void {
    for (const item of this.#host.newest()) this.#push(item);
  }

  /** Tries again to reach a relay that could not be reached. */
  tryAgain(): void {
    if (!this.#queue.isEmpty) this.#start();
  }

  /** The room ends, or its state: what is still to be said is said, and nothing is mended any more. */
  retire(): void {
    this.#isRetired = true;
    this.#queue.seal();
  }

  #push(item: DownItem): void {
    this.#queue.add(item);
    this.#pushed();
  }

  /** A relay that is too slow is told anew what it missed, once it takes something again. */
  #pushed(): void {
    if (this.#queue.isTooLong) {
      for (const connection of this.#queue.thin()) this.#leave(connection);
      this.#isBehind = true;
    }
    this.#start();
  }

  #start(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    // Not by `waitUntil`: the platform hands over the next frame of a connection once all that is waited for has ended.
    void Promise.resolve().then(() => this.#run());
  }

  /** Never throws. */
  async #run(): Promise<void> {
    try {
      while (!this.#queue.isEmpty) {
        await this.#land(this.#take());
        this.#strays.clear();
      }
    } catch (error) {
      this.#lose(error);
    } finally {
      this.#isSending = false;
    }
    this.#host.drained(this);
  }

  #take(): Descent {
    clearTimeout(this.#keepTimer ?? null);
    this.#keepTimer = undefined;
    const items = this.#queue.take();
    const place = this.#place;
    this.#place = this.#end;
    if (!this.#isBehind || this.#isRetired) return this.#descent(place, items);
    this.#isBehind = false;
    const missed = this.#missed(place, this.#end);
    if (missed !== undefined) return this.#descent(place, [...this.#mending(missed, place, this.#end), ...items]);
    this.#sendAllAway();
    return this.#take();
  }

  async #land(descent: Descent): Promise<void> {
    const answer = await this.#descend(descent);
    if (answer.kind === "done") return this.#landed(descent, answer);
    if (this.#isRetired) return void (await this.#descend(this.#farewell(descent)));
    if (answer.kind === "gap" && descent.place !== undefined) {
      const missed = this.#missed(answer.place, descent.place);
      if (missed !== undefined) {
        const mending = this.#mending(missed, answer.place, descent.place);
        const mended = await this.#descend(this.#descent(answer.place, mending));
        const again = mended.kind === "done" ? await this.#descend(descent) : mended;
        if (again.kind === "done") return this.#landed(descent, again);
      }
    }
    // Where it stands cannot be known, or not be mended.
    this.#sendAllAway();
  }

  #mending(missed: readonly string[], from: Cursor, upTo: Cursor): DownItem[] {
    const epoch = from.epoch === NO_EPOCH ? { epoch: upTo.epoch } : {};
    return [{ kind: "forget" }, { kind: "events", events: missed, upTo, ...epoch }, ...this.#host.newest()];
  }

  /** Nothing is known of the relay any more but whom it may still hold: they are the first thing to see to. */
  #lose(error: unknown): undefined {
    logFault("relay", error);
    for (const connection of this.#sockets.keys()) this.#strays.add(connection);
    this.#sendAllAway();
    if (!this.#isRetired) this.#host.unreachable(this);
  }

  /** They come back with their cursors. */
  #sendAllAway(): void {
    const connections = [...this.#strays, ...this.#sockets.keys()];
    this.#queue.clear();
    this.#place = this.#end;
    for (const connection of this.#sockets.keys()) this.#leave(connection);
    this.#queue.add({ kind: "cut", connections });
  }

  async #landed({ items }: Descent, { isFresh, admitted, owesValues }: Landed & { kind: "done" }): Promise<void> {
    for (const item of items) {
      if (item.kind === "close") this.#ended.delete(item.connection);
      const socket = item.kind === "keep" ? this.#sockets.get(item.connection) : undefined;
      if (socket !== undefined) socket.isSettled = true;
    }
    this.#owesValues = owesValues;
    // What is only offered again is owed already.
    if (owesValues && items.some((item) => item.kind === "values" && item.text !== OFFER)) this.#host.owed();
    const settled = [...this.#settled()];
    if (!isFresh || admitted === settled.length) return;
    // The relay began anew: some of those it held may be gone, and it could not say so.
    const { seats } = await this.#call((relay) => relay.roll());
    const held = new Set(seats.map(({ connection }) => connection));
    for (const { connection } of settled) if (!held.has(connection)) this.#leave(connection);
    for (const connection of held) if (!this.#sockets.has(connection)) this.turnAway(connection, CLOSE.restart, "");
  }

  *#settled(): Generator<RelayedSocket> {
    for (const socket of this.#sockets.values()) if (socket.isSettled) yield socket;
  }

  /** Nothing that depends on a place: whoever is to hear the end of the room hears it. */
  #farewell({ items }: Descent): Descent {
    return this.#descent(
      undefined,
      items.filter(({ kind }) => kind === "send" || kind === "close" || kind === "cut"),
    );
  }

  #descent(place: Cursor | undefined, items: readonly DownItem[]): Descent {
    return { life: this.#host.life, number: this.#host.nextNumber(), ...(place === undefined ? {} : { place }), items };
  }

  /** What lies between two places; undefined where the first is not of this log, or too far back. */
  #missed(from: Cursor, to: Cursor): readonly string[] | undefined {
    if (from.seq > to.seq || (from.epoch !== to.epoch && from.epoch !== NO_EPOCH)) return undefined;
    if (from.seq === to.seq && from.epoch === to.epoch) return [];
    return this.#host.tail(from)?.slice(0, to.seq - from.seq);
  }

  #leave(connection: string): void {
    const socket = this.#forget(connection);
    if (socket !== undefined) this.#host.left(socket);
  }

  #forget(connection: string): RelayedSocket | undefined {
    const socket = this.#sockets.get(connection);
    this.#sockets.delete(connection);
    return socket;
  }

  #descend(descent: Descent): Promise<Landed> {
    return this.#call((relay) => relay.descend(descent));
  }

  async #call<T>(ask: (relay: RelayStub) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await ask(this.#host.reach(this.name));
      } catch (error) {
        if (tried === TRIES) throw error;
        if (tried > 1) await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
  }
}
