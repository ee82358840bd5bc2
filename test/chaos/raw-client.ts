// raw-client.ts: a client written by hand from the contract: repeats what is unacknowledged, comes back with its cursor.

import { WebSocket } from "ws";
import { adviseOnClose, CLOSE } from "../../src/protocol/close-codes.ts";
import { decodeFrame, encodeCommand, PING, PONG } from "../../src/protocol/codec.ts";
import type { DurableCommand } from "../../src/protocol/commands.ts";
import { type Cursor, formatCursor, parseCursor } from "../../src/protocol/cursor.ts";
import type { Moderation } from "../../src/protocol/commands/moderate.ts";
import type { Role } from "../../src/protocol/schemas.ts";
import { isMemberEvent, isMessageEvent } from "../../src/protocol/events.ts";
import type { FrameOf } from "../../src/protocol/frames.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";
import { pickChange, pickPoll } from "./change.ts";
import type { ChaosClient, Place } from "./chaos-client.ts";
import { type ClientHistory, Recorder, type Welcomed } from "./history.ts";
import type { Proxy } from "./proxy.ts";
import type { Random } from "./random.ts";

const PING_AFTER_MS = 2000;
/** Nothing at all for this long after a ping: the connection is dead. */
const SILENCE_MS = 6000;
/** A command without an ack is sent again on the same connection, too. */
const REPEAT_AFTER_MS = 2000;
const TICK_MS = 250;
/** Messages that it answers. */
const ROOTS = 8;
/** Messages of which it makes something. */
const KNOWN = 60;

export type Seat = {
  readonly name: string;
  readonly member: string;
  readonly token: string;
  /** Which of the member's devices it is. */
  readonly device: number;
  readonly room: string;
  readonly proxy: Proxy;
  readonly random: Random;
};

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

type Unanswered = { readonly command: DurableCommand; readonly sentAt: number };

export class RawClient implements ChaosClient {
  readonly kind = "raw";
  readonly name: string;
  readonly member: string;
  readonly proxy: Proxy;
  readonly #seat: Seat;
  readonly #recorder: Recorder;
  readonly #unanswered = new Map<string, Unanswered>();
  /** Cursors of earlier, for coming back as if hours had passed. */
  readonly #past: Cursor[] = [];
  /** Some messages that are in no thread. */
  readonly #roots: number[] = [];
  /** The newest messages that it saw, its member's and others'. */
  readonly #own: number[] = [];
  readonly #others: number[] = [];
  #cursor: Cursor | undefined;
  /** Cursors whose welcome is to come. */
  #asked: (Cursor | undefined)[] = [];
  #socket: WebSocket | undefined;
  #isWelcome = false;
  #isAway = true;
  #welcomes = 0;
  #failures = 0;
  #retryAt = 0;
  #heardAt = 0;
  #pingedAt = 0;
  #ids = 0;
  #stoppedBy: number | undefined;
  #role = "member";
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(seat: Seat) {
    this.#seat = seat;
    this.name = seat.name;
    this.member = seat.member;
    this.proxy = seat.proxy;
    this.#recorder = new Recorder(seat.name, seat.member);
    // Half of them want the whole log, the others begin where they enter.
    if (seat.random.isTrue(0.5)) this.#cursor = { epoch: "0", seq: 0 };
  }

  get reconnects(): number {
    return Math.max(0, this.#welcomes - 1);
  }

  start(): void {
    this.#isAway = false;
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    this.#connect();
  }

  /** Now and then in answer to something, or in its thread. */
  say(text: string): void {
    const { random } = this.#seat;
    const root = this.#roots[random.whole(0, Math.max(0, this.#roots.length - 1))];
    const place =
      root === undefined ? {} : random.isTrue(0.2) ? { thread: root } : random.isTrue(0.1) ? { replyTo: root } : {};
    this.ask({ type: "send", id: this.newId(), text, ...place, ...pickPoll(random) });
  }

  change(): void {
    const change = pickChange(this.#seat.random, this.#own, this.#others);
    if (change !== undefined) this.ask({ ...change, id: this.newId() });
  }

  /** A message of its member's own, where it knows of one. */
  get ownMessage(): number | undefined {
    return this.#own.at(-1);
  }

  rename(name: string): void {
    this.ask({ type: "rename", id: this.newId(), name });
  }

  moderate(action: Moderation, member: string, role?: Role): void {
    this.ask({ type: "moderate", id: this.newId(), action, member, ...(role === undefined ? {} : { role }) });
  }

  /** Asks for something under an id of its own. */
  do(command: DistributiveOmit<DurableCommand, "id">): void {
    this.ask({ ...command, id: this.newId() });
  }

  /** Nobody is at this device any more, or somebody is again: as far as the connection lasts. */
  idle(on: boolean): void {
    if (!this.#isWelcome) return;
    this.#recorder.record({ kind: "idled", on });
    this.#socket?.send(encodeCommand({ type: "idle", on }));
  }

  /** The room is its member's, as far as it has heard. */
  get owns(): boolean {
    return this.#role === "owner";
  }

  /** The same as other members' ids: each member has a space of their own. */
  newId(): string {
    this.#ids += 1;
    return `d${this.#seat.device}-${this.#ids}`;
  }

  /** Under an id of the caller's choice: another device may use it, too. */
  ask(command: DurableCommand): void {
    this.#recorder.record({ kind: "asked", command });
    this.#unanswered.set(command.id, { command, sentAt: performance.now() });
    if (this.#isWelcome) this.#socket?.send(encodeCommand(command));
  }

  vanish(): void {
    this.#isAway = true;
    this.#drop();
  }

  /** With a cursor of long ago: everything since then comes again. */
  comeBack(): void {
    this.#isAway = false;
    this.#cursor = this.#past[this.#seat.random.whole(0, Math.max(0, this.#past.length - 1))] ?? this.#cursor;
    this.#retryAt = 0;
  }

  /** With a cursor of another log: its place is lost, and it must be told so. */
  comeBackLost(): void {
    this.comeBack();
    this.#cursor = { epoch: "elsewhere", seq: this.#seat.random.whole(0, 3) };
  }

  stopReading(ms: number): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.pause();
    this.#heardAt = performance.now() + ms;
    setTimeout(() => socket.resume(), ms);
  }

  hurry(): void {
    this.#failures = 0;
    this.#retryAt = Math.min(this.#retryAt, performance.now() + 200);
  }

  lacks({ epoch, head }: Place): string | undefined {
    if (this.#stoppedBy !== undefined) return `was told to stop with ${this.#stoppedBy}`;
    if (!this.#isWelcome) return "is not connected";
    if (this.#unanswered.size > 0) return `waits for answers to ${[...this.#unanswered.keys()].slice(0, 3).join(", ")}`;
    if (this.#cursor?.epoch !== epoch || this.#cursor.seq < head) {
      return `stands at ${this.#cursor === undefined ? "nowhere" : formatCursor(this.#cursor)} of ${epoch}:${head}`;
    }
    return undefined;
  }

  finish(): readonly ClientHistory[] {
    clearInterval(this.#ticking);
    this.#isAway = true;
    const history = this.#recorder.finish("caught up");
    this.#drop();
    return [history];
  }

  #tick(): void {
    const now = performance.now();
    if (this.#isAway) return;
    if (this.#socket === undefined) {
      if (now >= this.#retryAt && this.#stoppedBy === undefined) this.#connect();
      return;
    }
    if (this.#pingedAt > 0 && now - this.#heardAt > SILENCE_MS) return this.#lost();
    if (!this.#isWelcome) return;
    if (now - this.#pingedAt > PING_AFTER_MS) {
      this.#pingedAt = now;
      this.#socket.send(PING);
    }
    for (const { command, sentAt } of this.#unanswered.values()) {
      if (now - sentAt > REPEAT_AFTER_MS) this.ask(command);
    }
    const cursor = this.#cursor;
    if (cursor !== undefined && cursor.epoch !== "0" && this.#past.at(-1)?.seq !== cursor.seq) this.#past.push(cursor);
  }

  #connect(): void {
    const { room, token, proxy } = this.#seat;
    const since = this.#cursor === undefined ? undefined : formatCursor(this.#cursor);
    const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
    const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/ws/${room}${query}`, [SUBPROTOCOL, `bearer.${token}`], {
      handshakeTimeout: 5000,
    });
    this.#socket = socket;
    this.#heardAt = performance.now();
    this.#pingedAt = this.#heardAt;
    this.#asked = [this.#cursor];
    this.#recorder.record({ kind: "connected", since });
    socket.on("message", (data: Buffer) => {
      if (socket === this.#socket) this.#hear(data.toString());
    });
    // Why it failed shows as its close.
    socket.on("error", () => {});
    socket.on("close", (code) => {
      if (socket !== this.#socket) return;
      // Somebody who was sent away comes back again and again: some day the ban is lifted.
      // So does somebody who left, on this device or on another.
      if (code === CLOSE.notAllowed || code === CLOSE.asked) return this.#lost();
      if (adviseOnClose(code) === "stop" || adviseOnClose(code) === "new_session") this.#stoppedBy = code;
      this.#lost();
    });
  }

  #hear(text: string): void {
    this.#heardAt = Math.max(this.#heardAt, performance.now());
    if (text === PONG) return;
    const frame = decodeFrame(text);
    switch (frame?.type) {
      case "welcome":
        return this.#enter(frame);
      case "events":
        return this.#see(frame);
      case "ack":
        this.#recorder.record({ kind: "acknowledged", id: frame.id, seq: frame.seq, at: frame.at });
        this.#unanswered.delete(frame.id);
        return;
      case "error":
        if (frame.id === undefined) return;
        this.#recorder.record({ kind: "refused", id: frame.id, code: frame.code });
        if (frame.code !== "internal" && frame.code !== "overloaded") this.#unanswered.delete(frame.id);
        return;
      case undefined:
      case "history":
      case "presence":
      case "typing":
      case "signal":
      case "session":
      case "values":
      case "read":
      case "reads":
      case "threads":
      case "reports":
      case "reconnect":
    }
  }

  #enter(welcome: FrameOf<"welcome">): void {
    this.#recorder.record({ kind: "welcomed", welcome: welcomed(welcome) });
    const since = this.#asked.shift();
    const { epoch, head, recovered } = welcome;
    this.#role = welcome.you.role;
    this.#cursor = { epoch, seq: recovered && since !== undefined ? since.seq : head };
    if (this.#isWelcome) return;
    this.#isWelcome = true;
    this.#welcomes += 1;
    this.#failures = 0;
    for (const { command } of this.#unanswered.values()) this.ask(command);
  }

  #see(frame: FrameOf<"events">): void {
    const { events, epoch } = frame;
    this.#recorder.record({ kind: "saw", events, ...(epoch === undefined ? {} : { epoch }) });
    if (this.#cursor === undefined) return;
    let { seq } = this.#cursor;
    for (const event of events) {
      if (event.seq === seq + 1) seq = event.seq;
      if (isMemberEvent(event) && event.action === "role" && event.member.id === this.member)
        this.#role = event.role ?? this.#role;
      if (isMemberEvent(event) && event.action === "leave" && event.member.id === this.member) this.#role = "member";
      if (!isMessageEvent(event)) continue;
      if (event.thread === undefined && this.#roots.length < ROOTS) this.#roots.push(event.seq);
      const known = event.by.id === this.member ? this.#own : this.#others;
      known.push(event.seq);
      if (known.length > KNOWN) known.shift();
    }
    this.#cursor = { epoch: epoch ?? this.#cursor.epoch, seq };
    const last = events.at(-1)?.seq ?? 0;
    if (last > seq) this.#resume(this.#cursor);
  }

  /** What the contract asks of a client that sees another seq than the one due. */
  #resume(cursor: Cursor): void {
    if (this.#asked.length > 0) return;
    this.#asked.push(cursor);
    const since = formatCursor(cursor);
    this.#recorder.record({ kind: "resumed", since });
    this.#socket?.send(encodeCommand({ type: "resume", since }));
  }

  #lost(): void {
    this.#drop();
    this.#failures += 1;
    const ceilingMs = Math.min(2000, 200 * 2 ** this.#failures);
    this.#retryAt = performance.now() + this.#seat.random.next() * ceilingMs;
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isWelcome = false;
    if (socket === undefined) return;
    this.#recorder.record({ kind: "disconnected" });
    socket.resume();
    socket.terminate();
  }
}

/** What of a welcome the checker holds against the log. */
export function welcomed(welcome: FrameOf<"welcome">): Welcomed {
  const { epoch, head, recovered, members, snapshot, mine, myVotes } = welcome;
  const idle = members.list.flatMap((entry) => (entry.idle === true ? [entry.id] : []));
  const place = { epoch, head, recovered, idle };
  return snapshot === undefined ? place : { ...place, snapshot, ...(mine === undefined ? {} : { mine, myVotes }) };
}

export function parseSince(url: string): string | undefined {
  const since = new URL(url).searchParams.get("since") ?? undefined;
  return since === undefined || parseCursor(since) === undefined ? undefined : since;
}
