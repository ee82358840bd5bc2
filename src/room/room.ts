// One room: takes connections in, hands what they ask to the commands, and sends what came of it.

import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { CLOSE } from "../protocol/close-codes.ts";
import { encodeFrame, isFrameInSize, PING, PONG } from "../protocol/codec.ts";
import type { HistoryRange } from "../protocol/commands/history.ts";
import { ChatError, ERRORS } from "../protocol/errors.ts";
import type { Members } from "../protocol/frames/welcome.ts";
import type { RoomInfo } from "../protocol/http.ts";
import { PLAIN_SOCKETS_MAX } from "../protocol/limits.ts";
import { utf8Length } from "../protocol/text.ts";
import { SUBPROTOCOL } from "../protocol/version.ts";
import { type Entry, ENTRY_HEADER, parseEntry, type Principal } from "../rules/entry.ts";
import { roleInOpenRoom } from "../rules/permissions.ts";
import { refused, type Reply } from "../rules/reply.ts";
import { Database } from "../storage/database.ts";
import { EventLog } from "../storage/event-log.ts";
import { Messages } from "../storage/messages.ts";
import { Names } from "../storage/names.ts";
import { Reads } from "../storage/reads.ts";
import { Attendance, expired } from "./attendance.ts";
import type { Member, RoomContext } from "./context.ts";
import { type CommandReply, Dispatch } from "./dispatch.ts";
import { Limiter } from "./limiter.ts";
import { logFault } from "./log-fault.ts";
import { ReadPositions } from "./read-positions.ts";
import { answerClose, errorFrame, Session } from "./session.ts";
import { Sessions } from "./sessions.ts";
import { settingsOf } from "./settings.ts";
import { Welcomes } from "./welcome.ts";

/** Sockets an object can hold are 32,768 (platform limit); some are left for those that are just closing. */
const SOCKETS_MAX = 32_000;

export class Room extends DurableObject<Env> {
  readonly #database: Database;
  readonly #room: RoomContext;
  readonly #positions: ReadPositions;
  readonly #attendance: Attendance;
  readonly #limiter: Limiter;
  readonly #dispatch: Dispatch;
  readonly #welcomes: Welcomes;

  /** Writes nothing and reads nothing: most wake-ups need little of what is here. */
  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    context.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const database = new Database(context.storage);
    this.#database = database;
    const log = new EventLog(database, newEpoch);
    this.#room = {
      log,
      messages: new Messages(database, log),
      names: new Names(database, log),
      reads: new Reads(database, log),
      now: () => Date.now(),
    };
    const sessions = new Sessions(context);
    this.#positions = new ReadPositions(this.#room.reads, () => sessions.all);
    this.#attendance = new Attendance(context, sessions, this.#positions);
    this.#welcomes = new Welcomes(this.#room);
    this.#limiter = new Limiter(env.RATE_LIMITS !== "off");
    this.#dispatch = new Dispatch({
      room: this.#room,
      attendance: this.#attendance,
      positions: this.#positions,
      limiter: this.#limiter,
      welcome: (session, since) => this.#welcome(session, since, undefined),
      settled: () => context.storage.sync(),
    });
  }

  /** Takes a WebSocket in. The edge has verified who comes, and says so in the entry header. */
  override fetch(request: Request): Response {
    const entry = parseEntry(request.headers.get(ENTRY_HEADER));
    const { 0: client, 1: server } = new WebSocketPair();
    this.#admit(server, entry);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: entry.mode === "frames" ? { "Sec-WebSocket-Protocol": SUBPROTOCOL } : {},
    });
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const session = this.#attendance.sessions.find(socket);
    // A socket that was just cut may have frames under way.
    if (session === undefined) return;
    const now = this.#room.now();
    session.heard();
    // Answers pile up too, for a client that asks and does not read.
    if (this.#attendance.cutIfSlow(session)) return;
    if (session.isExpired(now)) this.#attendance.end(session, expired());
    else if (typeof data !== "string") {
      this.#attendance.end(session, new ChatError("bad_frame", "unable to read frame; it is binary"), CLOSE.binary);
    } else if (!isFrameInSize(data)) {
      this.#attendance.end(session, new ChatError("too_large", "unable to read frame; it is too large"));
    } else if (session.mode === "plain") this.#dispatch.say(session, data);
    else this.#dispatch.receive(session, data);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    answerClose(socket, code);
    await this.#attendance.leave(socket, this.#room.now());
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#attendance.leave(socket, this.#room.now());
  }

  override async alarm(): Promise<void> {
    await this.#attendance.expire(this.#room.now());
  }

  /** Settings, place and member count. `room` is the name: an object made by an id does not know its own. */
  describe(room: string): Reply<RoomInfo> {
    return answer("describe", () => {
      const { epoch, head } = this.#room.log;
      return { ...settingsOf(room), epoch, head, members: this.#attendance.presence.count };
    });
  }

  /**
   * A page of messages as the JSON of a `MessagesPage`: it goes on as it is. `asker` is whose rate it counts for: a
   * member's id, or the network of whoever reads without a session, where that is known.
   */
  messages(range: HistoryRange, asker: string | undefined): Reply<string> {
    return answer("messages", () => {
      if (asker !== undefined) this.#limiter.take("lookup", asker, this.#room.now());
      const { epoch, head } = this.#room.log;
      const page = this.#room.messages.page(range);
      const place = JSON.stringify({ mine: {}, more: page.more, epoch, head });
      return `{"messages":[${page.messages.join(",")}],${place.slice(1)}`;
    });
  }

  /** Who is here. */
  members(): Reply<Members> {
    return answer("members", () => this.#attendance.presence.members);
  }

  /** Rows written since this instance woke, every index and alarm counted: what is billed, for tests and operators. */
  rowsWritten(): number {
    return this.#database.rowsWritten + this.#attendance.alarmsSet;
  }

  /** Runs a durable command, given as JSON of at most a frame's size. */
  async command(principal: Principal, text: string): Promise<Reply<CommandReply>> {
    try {
      const { ack, repeated } = await this.#dispatch.call(this.#memberOf(principal), text);
      return { kind: "ok", value: { frame: ack, repeated } };
    } catch (error) {
      return refusedOrFault("command", error);
    }
  }

  /** Lets somebody in, or says why not: nobody who knocks is left without an answer, whatever our fault. */
  #admit(socket: WebSocket, entry: Entry): void {
    try {
      const refusal = this.#refusalTo(entry);
      if (refusal === undefined) this.#enter(socket, entry);
      else refuseEntry(socket, entry, refusal);
    } catch (error) {
      logFault("enter", error);
      const fault = new ChatError("internal", "unable to enter room; the server is at fault");
      const session = this.#attendance.sessions.find(socket);
      if (session === undefined) refuseEntry(socket, entry, fault);
      else this.#attendance.end(session, fault);
    }
  }

  #enter(socket: WebSocket, entry: Entry): void {
    const { name, role } = this.#memberOf(entry.principal);
    const readUpTo = this.#positions.find(entry.principal.id);
    this.#attendance.sessions.accept(socket);
    const session = Session.start(socket, entry, { connection: newConnection(), name, role, readUpTo });
    this.#attendance.enter(session);
    this.#welcome(session, entry.since, entry.session);
  }

  #welcome(session: Session, since: string | undefined, token: Entry["session"]): void {
    if (session.mode === "plain") return;
    const frames = this.#welcomes.encode({
      room: session.room,
      since,
      you: { ...session.member, connection: session.connection, readUpTo: this.#positions.find(session.id) },
      members: this.#attendance.presence.members,
      connections: this.#attendance.sessions.size,
      session: token,
    });
    for (const frame of frames) session.sendText(frame, utf8Length(frame));
  }

  #memberOf(principal: Principal): Member {
    const name = this.#room.names.find(principal.id, principal.name);
    return { id: principal.id, name, role: roleInOpenRoom(principal.role), tokenName: principal.name };
  }

  /** Why this one may not enter, if so. Nothing is written for it. */
  #refusalTo(entry: Entry): ChatError | undefined {
    const { sessions } = this.#attendance;
    if (sessions.size >= SOCKETS_MAX) return new ChatError("room_full", "unable to enter room; it is full");
    if (entry.mode === "plain" && sessions.countPlain() >= PLAIN_SOCKETS_MAX) {
      return new ChatError("room_full", "unable to enter room; it is full of plain connections");
    }
    return undefined;
  }
}

/** The socket is not the room's: it is told why and closed, and nothing remembers it. */
function refuseEntry(socket: WebSocket, entry: Entry, error: ChatError): void {
  socket.accept();
  if (entry.mode === "frames") socket.send(encodeFrame(errorFrame(error, undefined)));
  socket.close(ERRORS[error.code].close, error.code);
}

function answer<T>(operation: string, give: () => T): Reply<T> {
  try {
    return { kind: "ok", value: give() };
  } catch (error) {
    return refusedOrFault(operation, error);
  }
}

function refusedOrFault<T>(operation: string, error: unknown): Reply<T> {
  if (error instanceof ChatError) return refused(error);
  logFault(operation, error);
  return refused(new ChatError("internal", "unable to answer; the server is at fault"));
}

/** 128 random bits: no two logs ever share one. */
function newEpoch(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

function newConnection(): string {
  return `c_${crypto.randomUUID()}`;
}
