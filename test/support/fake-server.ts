// A small model of the server for tests of the client: one room as the contract says it, over sockets that a test moves.

import * as v from "valibot";
import { PING, PONG } from "../../src/protocol/codec.ts";
import { formatCursor, parseCursor } from "../../src/protocol/cursor.ts";
import { WELCOME_LIMITS } from "../../src/protocol/limits.ts";
import type { Socket } from "../../src/client/environment.ts";
import { type FakePoll, myVotesOf, voteOf } from "./fake-votes.ts";
import { messagesOf, mineOf, type ShownMessage } from "./fake-messages.ts";

export type LoggedEvent = {
  seq: number;
  at: number;
  kind: string;
  by: { id: string; name: string };
  id: string;
  text?: string;
  thread?: number;
  mentions?: string[];
  /** The seq of the message that it is about. */
  message?: number;
  emoji?: string;
  on?: boolean;
  poll?: FakePoll;
  options?: number[];
  votes?: number[];
  voters?: number;
  member?: { id: string; name: string };
  action?: string;
  role?: string;
  title?: string;
  topic?: string;
  readOnly?: boolean;
};
const commandSchema = v.looseObject({ type: v.string() });
type Command = v.InferOutput<typeof commandSchema>;
type Refusal = { code: string; message: string; retryAfterMs?: number };

/** One connection: what was said stays in a queue until the test lets it through. */
export class FakeSocket implements Socket {
  readyState = 0;
  readonly up: string[] = [];
  readonly down: string[] = [];
  /** A black hole: nothing comes through, and nobody is told. */
  isDeaf = false;
  readonly #message: ((event: { data: unknown }) => void)[] = [];
  readonly #close: ((event: { code: number; reason: string }) => void)[] = [];
  readonly server: FakeServer;
  readonly url: URL;
  readonly protocols: string[];
  member = "";
  closedByClient = false;

  constructor(server: FakeServer, url: string, protocols: string[]) {
    this.server = server;
    this.url = new URL(url);
    this.protocols = protocols;
    server.sockets.push(this);
  }
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { code: number; reason: string }) => void): void;
  addEventListener(
    type: "message" | "close",
    listener: (event: { data: unknown; code: number; reason: string }) => void,
  ): void {
    if (type === "message") this.#message.push((event) => listener({ ...event, code: 0, reason: "" }));
    else this.#close.push((event) => listener({ ...event, data: undefined }));
  }
  send(text: string): void {
    if (this.readyState !== 1) throw new Error("sent before open");
    this.up.push(text);
  }
  close(): void {
    this.closedByClient = true;
    this.readyState = 3;
  }
  deliverUp(): boolean {
    const text = this.up.shift();
    if (text === undefined || this.isDeaf) return false;
    this.server.receive(this, text);
    return true;
  }
  deliverDown(): boolean {
    const text = this.down.shift();
    if (text === undefined || this.isDeaf || this.readyState !== 1) return false;
    for (const listener of this.#message) listener({ data: text });
    return true;
  }
  /** The connection ends; what was under way is lost. */
  end(code = 1006, reason = ""): void {
    if (this.readyState === 3 && !this.closedByClient) return;
    this.readyState = 3;
    this.up.length = 0;
    this.down.length = 0;
    for (const listener of this.#close) listener({ code, reason });
  }
}

export class FakeServer {
  log: LoggedEvent[] = [];
  epoch = "e1";
  /** Down: connections fail at once. */
  isDown = false;
  /** Something between takes no WebSocket: each fails at once. */
  stripsUpgrade = false;
  /** Something between takes every WebSocket, and lets nothing through. */
  swallowsSockets = false;
  snapshotMessages = 50;
  resumeEvents = 10_000;
  limits: Record<string, number> = { ...WELCOME_LIMITS };
  readonly sockets: FakeSocket[] = [];
  /** Every command received, as received. */
  readonly received: (Command & { by: string })[] = [];
  readonly names = new Map<string, string>();
  readonly readUpTo = new Map<string, number>();
  readonly values = new Map<string, { value: unknown; at: number; by: { id: string; name: string } }>();
  /** Called after each change of the log; they take themselves out. */
  readonly waiting = new Set<() => void>();
  /** Who a connection without a token is. */
  cookieMember = "ada";
  /** What the next connections are closed with after the upgrade. */
  refuseEntry: { code: number; error: Refusal } | undefined;
  /** A refusal for a command, where the test wants one. */
  refuse: (command: Command) => Refusal | undefined = () => undefined;
  /** Frames of these types are lost on the way down. */
  readonly lost = new Set<string>();
  now: () => number = () => 0;
  #made = 0;

  /** Lets a new connection in, or not. The test calls it through `settle`. */
  open(socket: FakeSocket): void {
    if (socket.readyState !== 0) return;
    if (this.isDown || this.stripsUpgrade) return socket.end();
    socket.readyState = 1;
    if (this.swallowsSockets) socket.isDeaf = true;
    if (this.refuseEntry !== undefined) {
      this.say(socket, { type: "error", ...this.refuseEntry.error });
      while (socket.deliverDown());
      return socket.end(this.refuseEntry.code, this.refuseEntry.error.code);
    }
    const bearer = socket.protocols.find((protocol) => protocol.startsWith("bearer."))?.slice("bearer.".length);
    socket.member = bearer ?? this.cookieMember;
    this.welcome(socket, socket.url.searchParams.get("since"));
  }

  get live(): FakeSocket[] {
    return this.sockets.filter(({ readyState }) => readyState === 1);
  }

  say(socket: FakeSocket, frame: Record<string, unknown>): void {
    if (!this.lost.has(String(frame["type"]))) socket.down.push(JSON.stringify(frame));
  }

  sayAll(frame: Record<string, unknown>): void {
    for (const socket of this.live) if (socket.member !== "") this.say(socket, frame);
  }

  nameOf(member: string): string {
    return this.names.get(member) ?? member;
  }

  /** Stores and tells an event; somebody else's where the test calls it. */
  append(event: Omit<LoggedEvent, "seq" | "at">): LoggedEvent {
    const stored = { ...event, seq: this.log.length + 1, at: this.now() };
    const begins = this.log.length === 0;
    this.log.push(stored);
    this.sayAll({ type: "events", events: [stored], ...(begins ? { epoch: this.epoch } : {}) });
    for (const wake of this.waiting) wake();
    return stored;
  }

  /** A message by somebody who is elsewhere. */
  post(text: string, member = "bob"): LoggedEvent {
    return this.append({
      kind: "message",
      by: { id: member, name: this.nameOf(member) },
      id: `other-${++this.#made}`,
      text,
    });
  }

  /** The process dies: connections and what was under way are gone, the log stays. */
  restart(): void {
    for (const socket of this.sockets) if (socket.readyState !== 3) socket.end(1006);
  }

  /** Another log from here on. */
  wipe(epoch: string): void {
    this.log = [];
    this.epoch = epoch;
    for (const socket of this.live) this.welcome(socket, null);
    for (const wake of this.waiting) wake();
  }

  receive(socket: FakeSocket, text: string): void {
    if (text === PING) return void socket.down.push(PONG);
    const command = v.parse(commandSchema, JSON.parse(text));
    this.received.push({ ...command, by: socket.member });
    const id = typeof command["id"] === "string" ? command["id"] : undefined;
    const refusal = this.refuse(command);
    if (refusal !== undefined)
      return this.say(socket, { type: "error", ...refusal, ...(id === undefined ? {} : { id }) });
    const by = { id: socket.member, name: this.nameOf(socket.member) };
    switch (command.type) {
      case "send":
      case "rename": {
        const known = this.log.find((event) => event.by.id === by.id && event.id === id);
        const content = JSON.stringify([command["type"], command["text"], command["name"]]);
        if (known !== undefined) {
          const was = JSON.stringify([known.kind === "message" ? "send" : "rename", known.text, known.member?.name]);
          if (was !== content)
            return this.say(socket, {
              type: "error",
              id,
              code: "id_conflict",
              message: "unable to send message; id was used",
            });
          return this.say(socket, { type: "ack", id, seq: known.seq, at: known.at });
        }
        if (command.type === "rename") this.names.set(by.id, String(command["name"]));
        const event =
          command.type === "send"
            ? this.append({
                kind: "message",
                by,
                id: String(id),
                text: String(command["text"]),
                ...(typeof command["thread"] === "number" ? { thread: command["thread"] } : {}),
              })
            : this.append({
                kind: "member",
                by,
                id: String(id),
                action: "rename",
                member: { id: by.id, name: String(command["name"]) },
              });
        return this.say(socket, { type: "ack", id, seq: event.seq, at: event.at });
      }
      case "history": {
        const [before, after] = [Number(command["before"] ?? Infinity), Number(command["after"] ?? 0)];
        const from = Number(command["at"] ?? 0);
        const root = command["thread"];
        const inRange = this.messages().filter(({ seq, at }) => seq > after && seq < before && at >= from);
        const all = root === undefined ? inRange : inRange.filter(({ thread }) => thread === root);
        const limit = Number(command["limit"] ?? 50);
        const isBack = command["after"] === undefined && command["at"] === undefined;
        const page = isBack ? all.slice(-limit) : all.slice(0, limit);
        const own = this.ownOf(by.id);
        const head = this.log.length;
        return this.say(socket, { type: "history", id, messages: page, ...own, more: page.length < all.length, head });
      }
      case "erase":
        return this.say(socket, { ...this.erase(whomOf(command, by.id), by, String(id)), type: "ack" });
      case "edit":
      case "remove":
      case "react":
      case "vote":
      case "close":
      case "pin":
        return this.say(socket, { type: "ack", id, ...this.change(command, by, String(id)) });
      case "resume":
        return this.welcome(socket, String(command["since"]));
      case "read":
        this.readUpTo.set(socket.member, Math.max(this.readUpTo.get(socket.member) ?? 0, Number(command["upTo"])));
        return;
      case "typing":
        for (const other of this.live)
          if (other.member !== by.id) this.say(other, { type: "typing", members: command["on"] === true ? [by] : [] });
        return;
      case "put":
        this.put(String(command["key"]), command["value"], by);
    }
  }

  messages(): ShownMessage[] {
    return messagesOf(this.log);
  }

  /** What is a member's own of all messages: more than a page needs. */
  ownOf(member: string) {
    return { mine: mineOf(this.log, member), myVotes: myVotesOf(this.log, this.messages(), member) };
  }

  /** What a command about a message makes of it: an event, or nothing where it is so already. */
  change(command: Command, by: LoggedEvent["by"], id: string): { seq: number; at: number } {
    const known = this.log.find((event) => event.by.id === by.id && event.id === id);
    if (known !== undefined) return { seq: known.seq, at: known.at };
    const message = Number(command["message"]);
    const shown = this.messages().find(({ seq }) => seq === message);
    const about = { by, id, message };
    const on = command["on"] === true;
    const nothing = { seq: 0, at: this.now() };
    if (shown === undefined || shown.removedAt !== undefined || shown.erased === true) return nothing;
    switch (command.type) {
      case "edit":
        return this.append({ ...about, kind: "edited", text: String(command["text"]) });
      case "remove":
        return this.append({ ...about, kind: "removed" });
      case "close": {
        const isOpen = shown.poll !== undefined && shown.poll.closedAt === undefined;
        return isOpen ? this.append({ ...about, kind: "closed" }) : nothing;
      }
      case "vote": {
        const options = v.parse(v.array(v.number()), command["options"]);
        const votes = this.log.filter((event) => event.message === message);
        const vote = shown.poll === undefined ? undefined : voteOf(shown.poll, votes, by.id, options);
        return vote === undefined ? nothing : this.append({ ...about, ...vote });
      }
      case "pin":
        return on === (shown.pinned ?? false) ? nothing : this.append({ ...about, kind: "pinned", on });
      default: {
        const emoji = String(command["emoji"]);
        const has = mineOf(this.log, by.id)[message]?.includes(emoji) ?? false;
        return on === has ? nothing : this.append({ ...about, kind: "reacted", emoji, on });
      }
    }
  }

  erase(member: string, by: LoggedEvent["by"], id: string): LoggedEvent {
    const known = this.log.find((event) => event.by.id === by.id && event.id === id);
    const whom = { id: member, name: "" };
    return (
      known ?? this.append({ kind: "member", by: by.id === member ? whom : by, id, action: "erase", member: whom })
    );
  }

  put(key: string, value: unknown, by = { id: "bob", name: "bob" }): void {
    const put = { value, at: this.now(), by };
    if (value === null) this.values.delete(key);
    else this.values.set(key, put);
    this.sayAll({ type: "values", values: { [key]: put } });
  }

  /** What the room is, for whoever asks. */
  get room(): Record<string, unknown> {
    return { name: "lobby", title: "Lobby", topic: "", visibility: "public", slowModeMs: 0, guests: true };
  }

  /** Where the log stands for somebody who comes with this cursor. */
  standing(since: string | null): { epoch: string; head: number; after: LoggedEvent[] | undefined } {
    const head = this.log.length;
    const cursor = since === null ? undefined : parseCursor(since);
    const epoch = head === 0 ? "0" : this.epoch;
    const fits =
      cursor !== undefined && (cursor.epoch === epoch || formatCursor(cursor) === "0:0") && cursor.seq <= head;
    const recovered = fits && head - cursor.seq <= this.resumeEvents;
    return { epoch, head, after: recovered ? this.log.slice(cursor.seq) : undefined };
  }

  snapshot(): Record<string, unknown> {
    const messages = this.messages();
    const newest = messages.slice(-this.snapshotMessages);
    return { messages: newest, more: newest.length < messages.length };
  }

  welcome(socket: FakeSocket, since: string | null): void {
    const { epoch, head, after } = this.standing(since);
    this.say(socket, {
      type: "welcome",
      protocol: 1,
      room: this.room,
      epoch,
      head,
      recovered: after !== undefined,
      you: {
        id: socket.member,
        name: this.nameOf(socket.member),
        role: "member",
        connection: `c_${this.sockets.indexOf(socket)}`,
        readUpTo: this.readUpTo.get(socket.member) ?? 0,
      },
      values: Object.fromEntries(this.values),
      members: {
        count: 1,
        complete: true,
        list: [{ id: socket.member, name: this.nameOf(socket.member), role: "member" }],
      },
      limits: this.limits,
      ...(after === undefined ? { snapshot: this.snapshot(), ...this.ownOf(socket.member) } : {}),
    });
    if (after !== undefined && after.length > 0) this.say(socket, { type: "events", events: after });
  }
}

function whomOf({ member }: Command, self: string): string {
  return typeof member === "string" ? member : self;
}
