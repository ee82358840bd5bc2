// person.ts: somebody in a room, speaking the contract by hand; tests read as what they say and hear.

import type * as v from "valibot";
import { encodeCommand, PING } from "../../src/protocol/codec.ts";
import type { commandSchemas, CommandType } from "../../src/protocol/commands.ts";
import { isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";
import type { Frame, FrameOf, FrameType } from "../../src/protocol/frames.ts";
import { type Cursor, formatCursor } from "../../src/protocol/cursor.ts";
import { SUBPROTOCOL } from "../../src/protocol/version.ts";
import type { Closed, Inbox } from "./inbox.ts";

/** A command as a client writes it: fields with a default may be absent. */
export type CommandInput = { [T in CommandType]: v.InferInput<(typeof commandSchemas)[T]> }[CommandType];
/** What answers a command that has an `id`. */
export type Answer = FrameOf<"ack"> | FrameOf<"error"> | FrameOf<"history">;

/** The half of a WebSocket that a person writes to; the other half feeds the inbox. */
export type Line = {
  send(data: string | ArrayBuffer): void;
  close(code?: number, reason?: string): void;
};

/** How somebody comes in. Everything is optional: the server then makes a guest with a name of its choice. */
export type Entrance = {
  /** The name of a new guest, and the one that time-outs speak of. */
  readonly name?: string;
  /** A session token, sent as a bearer header: the same member as before. */
  readonly token?: string;
  /** Resume after this cursor. */
  readonly since?: string | Cursor;
  /** Subprotocols, in place of `hubbub.v1`. An empty list is plain mode. */
  readonly protocols?: readonly string[];
  readonly ticket?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More of the query. */
  readonly query?: Readonly<Record<string, string>>;
  /** How long to wait for anything, in place of the usual. */
  readonly patienceMs?: number;
};

/** The answer to an upgrade that was refused before it became a WebSocket (contract 3). */
export class UpgradeRefused extends Error {
  override readonly name = "UpgradeRefused";
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor(status: number, headers: Headers, body: string) {
    super(`the upgrade was answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** The request that an entrance makes. `room` absent is `/ws`, else `/ws/{room}`. */
export function upgradeOf(
  room: string | undefined,
  entrance: Entrance,
): { path: string; protocols: string[]; headers: Record<string, string> } {
  const query = new URLSearchParams(entrance.query);
  if (entrance.name !== undefined) query.set("name", entrance.name);
  if (entrance.since !== undefined)
    query.set("since", typeof entrance.since === "string" ? entrance.since : formatCursor(entrance.since));
  if (entrance.ticket !== undefined) query.set("ticket", entrance.ticket);
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  const headers = {
    ...entrance.headers,
    ...(entrance.token === undefined ? {} : { authorization: `Bearer ${entrance.token}` }),
  };
  return {
    path: `/ws${room === undefined ? "" : `/${room}`}${search}`,
    protocols: [...(entrance.protocols ?? [SUBPROTOCOL])],
    headers,
  };
}

/** True where the entrance asks for plain mode. */
export function isPlain(entrance: Entrance): boolean {
  return entrance.protocols?.length === 0;
}

/** One connection of somebody. Closing it is the test's business, or that of the file's end. */
export class Person {
  /** The subprotocol that the server chose; empty for none. */
  readonly protocol: string;
  readonly #line: Line;
  readonly #inbox: Inbox;
  readonly #events: RoomEvent[] = [];

  constructor(line: Line, inbox: Inbox, protocol: string) {
    this.#line = line;
    this.#inbox = inbox;
    this.protocol = protocol;
  }

  /** Sends a command; what it answers is to be asked for. */
  send(command: CommandInput): void {
    this.raw(encodeCommand(command));
  }

  /** Sends a frame as it stands, right or wrong. */
  raw(data: string | ArrayBuffer): void {
    this.#line.send(data);
  }

  /** Sends a message and waits for its ack. */
  async say(text: string, options: { id?: string; replyTo?: number } = {}): Promise<FrameOf<"ack">> {
    const { id = newId(), replyTo } = options;
    this.send({ type: "send", id, text, ...(replyTo === undefined ? {} : { replyTo }) });
    const answer = await this.answer(id);
    if (answer.type !== "ack") throw new Error(`"${text}" was not acknowledged but answered ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Sends a command that has an `id`, and waits for whatever answers it. */
  async ask(command: Extract<CommandInput, { id: string }>): Promise<Answer> {
    this.send(command);
    return this.answer(command.id);
  }

  /** Waits for the ack, the error or the history that carries `id`. */
  async answer(id: string): Promise<Answer> {
    const frame = await this.#inbox.nextWhere(
      `an answer to ${id}`,
      (candidate) => isAnswer(candidate) && candidate.id === id,
    );
    if (!isAnswer(frame)) throw new Error("unreachable: the inbox gave what was not asked for");
    return frame;
  }

  /** Takes the oldest frame of `type` that was not taken, or waits for it. Frames of other types stay where they are. */
  async next<T extends FrameType>(type: T, accept?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>> {
    return this.#inbox.next(type, accept);
  }

  /** Takes the next `count` events, in however many frames they come. */
  async events(count = 1): Promise<RoomEvent[]> {
    while (this.#events.length < count) this.#events.push(...(await this.#inbox.next("events")).events);
    return this.#events.splice(0, count);
  }

  /** Takes the next `count` events and gives the texts of the messages among them. */
  async texts(count = 1): Promise<string[]> {
    return (await this.events(count)).flatMap((event) =>
      isMessageEvent(event) && event.text !== undefined ? [event.text] : [],
    );
  }

  /** Takes the next text of a plain socket. */
  async text(): Promise<string> {
    return this.#inbox.nextText();
  }

  /** Sends the heartbeat and waits for its answer, which no code of the room gives. */
  async ping(): Promise<void> {
    this.raw(PING);
    await this.#inbox.nextPong();
  }

  /**
   * Waits until the room has handled everything that this socket sent before.
   *
   * It asks for a command that no server knows, whose refusal comes after all earlier answers.
   */
  async caughtUp(): Promise<void> {
    const id = newId();
    this.raw(JSON.stringify({ type: "caught-up?", id }));
    await this.#inbox.next("error", (frame) => frame.id === id);
  }

  /** Frames that came and were not asked for. To show that something never came, wait for `caughtUp` or an ack first. */
  untaken(type?: FrameType): Frame[] {
    return this.#inbox.untaken(type);
  }

  /** Texts of a plain socket that came and were not asked for. */
  untakenTexts(): string[] {
    return this.#inbox.untakenTexts();
  }

  /** How the connection was closed, once it is. */
  get closed(): Promise<Closed> {
    return this.#inbox.closed();
  }

  /** Closes the connection and waits until the server has answered that. */
  async leave(code?: number, reason?: string): Promise<Closed> {
    this.#line.close(code, reason);
    return this.#inbox.closed();
  }
}

/** Somebody who was let in, with the `welcome` that said so. */
export class Member extends Person {
  readonly welcome: FrameOf<"welcome">;

  constructor(line: Line, inbox: Inbox, protocol: string, welcome: FrameOf<"welcome">) {
    super(line, inbox, protocol);
    this.welcome = welcome;
  }

  get id(): string {
    return this.welcome.you.id;
  }

  /** The session token that the welcome gave, with which the same member comes back. */
  get token(): string {
    if (this.welcome.session === undefined) throw new Error("this member's welcome brought no session");
    return this.welcome.session.token;
  }

  /** Where somebody stands who has seen everything up to `seq`; without it, up to the head of the welcome. */
  cursor(seq = this.welcome.head): string {
    return formatCursor({ epoch: this.welcome.epoch, seq });
  }
}

let ids = 0;

/** An id for a command that no other command of this run has. */
export function newId(): string {
  ids += 1;
  return `t${ids}-${crypto.randomUUID()}`;
}

/** A room that no other test has been in. `hint` makes a failure readable. */
export function newRoom(hint = "room"): string {
  return `${hint}-${crypto.randomUUID().slice(0, 13)}`;
}

function isAnswer(frame: Frame): frame is Answer {
  return frame.type === "ack" || frame.type === "error" || frame.type === "history";
}
