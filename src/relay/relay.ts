// A relay: holds sockets of a big room near their people. It orders nothing and stores nothing; a lost relay is a reconnect.

import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { CLOSE, type CloseCode } from "../protocol/close-codes.ts";
import { decodeCommand, PING, PONG } from "../protocol/codec.ts";
import { type Cursor, parseCursor } from "../protocol/cursor.ts";
import { ChatError, ERRORS } from "../protocol/errors.ts";
import { ENTRY_HEADER, parseEntry } from "../rules/entry.ts";
import { placementLimits } from "../rules/placement.ts";
import { type Descent, type Landed, misdirected, parseRelayName, type Roll } from "../rules/relaying.ts";
import { logFault } from "../sockets/log-fault.ts";
import { expired, readFrame } from "../sockets/read-frame.ts";
import { Receivers, type Unfit } from "../sockets/receivers.ts";
import { answerClose, closeSocket, type Session } from "../sockets/session.ts";
import { Sessions } from "../sockets/sessions.ts";
import { upgraded } from "../sockets/upgraded.ts";
import { Landing } from "./landing.ts";
import { Seats } from "./seats.ts";
import { Tail } from "./tail.ts";
import { Uplink } from "./uplink.ts";

export class Relay extends DurableObject<Env> {
  /** Not for the edge: a test lowers it. */
  capacity: number;
  readonly #seats: Seats;
  readonly #tail = new Tail();
  readonly #receivers: Receivers;
  readonly #landing: Landing;
  readonly #uplink: Uplink;
  /** The last call of each instance of the room that was carried out. */
  readonly #landed = new Map<string, number>();
  /** Nothing is remembered of what the room said before, or something did not reach it. */
  #isFresh = true;
  /** What the room called, for tests and operators: how often it was asked, and how often it asked. */
  readonly #calls = { up: 0, down: 0 };

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    context.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.capacity = placementLimits(env).capacity;
    const sessions = new Sessions(context);
    this.#seats = new Seats(sessions);
    this.#receivers = new Receivers(sessions, (session, why) => this.#drop(session, why));
    this.#landing = new Landing({ seats: this.#seats, tail: this.#tail, receivers: this.#receivers });
    this.#uplink = new Uplink({
      life: crypto.randomUUID(),
      ascend: (ascent) => {
        this.#calls.up += 1;
        return this.env.ROOM.getByName(parseRelayName(this.#name).room).ascend(this.#name, ascent);
      },
      admitted: () => this.#seats.admitted,
      failed: (connections) => this.#failed(connections),
    });
  }

  /** Takes a WebSocket in, for the room to decide about; or answers that it has no place for one. */
  override fetch(request: Request): Response {
    const entry = parseEntry(request.headers.get(ENTRY_HEADER));
    if (this.#seats.size >= this.capacity) return misdirected();
    const { 0: client, 1: server } = new WebSocketPair();
    const connection = `c_${crypto.randomUUID()}`;
    this.#seats.wait(server, connection);
    const since = entry.since === undefined ? undefined : this.#covered(entry.since);
    this.#uplink.add({ kind: "enter", connection, entry, ...(since === undefined ? {} : { covers: since }) });
    return upgraded(client, entry);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const session = this.#seats.sessions.find(socket);
    const connection = this.#seats.connectionOf(socket);
    // A socket that was just cut may have frames under way.
    if (connection === undefined) return;
    session?.heard();
    if (session !== undefined && this.#cutIfSlow(session)) return;
    if (session?.isExpired(Date.now()) === true) return this.#end(socket, session, expired());
    const read = readFrame(data);
    if (read.kind === "fault") return this.#end(socket, session, read.error, read.code);
    const covers = this.#coveredBy(read.text);
    const item = { kind: "frame", connection, text: read.text, ...(covers === undefined ? {} : { covers }) } as const;
    if (this.#uplink.add(item)) return;
    this.#end(
      socket,
      session,
      new ChatError("rate_limited", "unable to go on; too many frames", { retryAfterMs: 30_000 }),
    );
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
    this.#left(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#left(socket);
  }

  /** What the room says, carried out as a whole and once; or not at all, where this relay is not where the room takes it to be. */
  descend({ life, number, place, items }: Descent): Landed {
    this.#calls.down += 1;
    if (this.#landed.get(life) === number) return this.#done(false);
    const now = Date.now();
    // Whoever is sent away stands nowhere any more.
    const [first] = items;
    if (first?.kind === "cut") this.#landing.do(first, now);
    const standing = place === undefined ? undefined : this.#standing(place);
    if (standing !== undefined) return standing;
    for (const item of items) {
      try {
        this.#landing.do(item, now);
      } catch (error) {
        logFault("descend", error);
      }
    }
    this.#landing.rest();
    if (this.#tail.end !== undefined && this.#seats.admitted > 0) this.#seats.mark(this.#tail.end);
    // A room that slept has a new life; the one before never speaks again, or for a moment at its end.
    if (this.#landed.size > 4) this.#landed.clear();
    this.#landed.set(life, number);
    return this.#done(this.#isFresh);
  }

  /** Whom it holds, for a room that slept or is not sure. */
  roll(): Roll {
    const place = this.#landing.place;
    const seats = [...this.#seats.sessions.here].map(({ connection, attachment }) => ({ connection, attachment }));
    return { seats, ...(place === undefined ? {} : { place }) };
  }

  /** Calls to the room and from it since this instance woke, for tests and operators. */
  calls(): { up: number; down: number } {
    return { ...this.#calls };
  }

  get #name(): string {
    const { name } = this.ctx.id;
    if (name === undefined) throw new Error("a relay without a name was asked");
    return name;
  }

  #done(isFresh: boolean): Landed {
    this.#isFresh = false;
    const { admitted } = this.#seats;
    return { kind: "done", isFresh, admitted, owesValues: this.#receivers.owesValues };
  }

  /** Undefined where it stands there, or holds nobody and may stand anywhere. */
  #standing(place: Cursor): Landed | undefined {
    const at = this.#landing.place;
    if (at !== undefined && at.epoch === place.epoch && at.seq === place.seq) {
      if (this.#tail.end === undefined) this.#tail.clear(at);
      return undefined;
    }
    if (this.#seats.admitted > 0) return at === undefined ? { kind: "lost" } : { kind: "gap", place: at };
    this.#tail.clear(place);
    return undefined;
  }

  #covered(since: string): string | undefined {
    const cursor = parseCursor(since);
    return cursor !== undefined && this.#tail.covers(cursor) ? since : undefined;
  }

  #coveredBy(text: string): string | undefined {
    if (!text.includes('"resume"')) return undefined;
    const decoded = decodeCommand(text);
    return decoded.kind === "ok" && decoded.value.type === "resume" ? this.#covered(decoded.value.since) : undefined;
  }

  #cutIfSlow(session: Session): boolean {
    const isTooSlow = session.isTooSlow(() => this.#seats.sessions.lastPingAt(session));
    if (isTooSlow) this.#drop(session, "slow");
    return isTooSlow;
  }

  #drop(session: Session, why: Unfit): void {
    if (why === "slow") closeSocket(session.socket, CLOSE.tooSlow, "too_slow");
    else session.end(expired());
    if (session.socket instanceof WebSocket) this.#left(session.socket);
  }

  /** Ends a connection of which the room has not decided yet, or has. */
  #end(socket: WebSocket, session: Session | undefined, error: ChatError, code?: CloseCode): void {
    if (session === undefined) closeSocket(socket, code ?? ERRORS[error.code].close, error.code);
    else session.end(error, code);
    this.#left(socket);
  }

  #left(socket: WebSocket): void {
    const left = this.#seats.leave(socket);
    if (left !== undefined) this.#uplink.add({ kind: "left", ...left });
  }

  /** The room may have heard of them or not: they come back with their cursors, and what they asked has an id. */
  #failed(connections: ReadonlySet<string>): void {
    this.#isFresh = true;
    for (const connection of connections) this.#seats.close(connection, CLOSE.restart, "");
  }
}
