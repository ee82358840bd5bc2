// Whom a relay holds: those who wait for the room's word, those it let in, and how far what they were sent goes.

import { CLOSE } from "../protocol/close-codes.ts";
import type { Cursor } from "../protocol/cursor.ts";
import { closeSocket, Session } from "../sockets/session.ts";
import type { Sessions } from "../sockets/sessions.ts";

/** Connections that remember the place over a sleep: with one alone it would go when that one leaves. */
const MARKED = 3;

type Mark = Cursor & { readonly count: number };

export class Seats {
  readonly sessions: Sessions;
  readonly #waiting = new Map<WebSocket, string>();
  #byConnection: Map<string, Session> | undefined;
  readonly #marked = new Set<Session>();
  /** The newest mark; undefined where there is none. */
  #mark: Mark | "unread" | undefined = "unread";

  constructor(sessions: Sessions) {
    this.sessions = sessions;
  }

  get admitted(): number {
    return this.sessions.countHere;
  }

  get size(): number {
    return this.admitted + this.#waiting.size;
  }

  /** How far those who are here were sent the events; undefined where no connection remembers it. */
  get place(): Cursor | undefined {
    const mark = this.#read();
    return mark === undefined ? undefined : { epoch: mark.epoch, seq: mark.seq };
  }

  /** A socket that waits for the room's word. One that still does so after a sleep is closed. */
  wait(socket: WebSocket, connection: string): void {
    this.sessions.accept(socket);
    this.#waiting.set(socket, connection);
  }

  connectionOf(socket: WebSocket): string | undefined {
    return this.#waiting.get(socket) ?? this.sessions.find(socket)?.connection;
  }

  /** What the room keeps for a connection; the first time lets it in. */
  keep(connection: string, attachment: unknown): void {
    const known = this.#connections.get(connection);
    if (known !== undefined) return void known.assume(attachment);
    const socket = this.#waiter(connection);
    if (socket === undefined) return;
    this.#waiting.delete(socket);
    socket.serializeAttachment(attachment);
    const session = Session.wake(socket);
    if (session === undefined) return closeSocket(socket, CLOSE.restart, "");
    this.sessions.add(session);
    this.#connections.set(connection, session);
  }

  find(connection: string): Session | undefined {
    return this.#connections.get(connection);
  }

  /** To somebody whom the room does not let in, too. */
  send(connection: string, text: string): void {
    const session = this.find(connection);
    if (session !== undefined) session.sendText(text);
    else this.#waiter(connection)?.send(text);
  }

  /** The room ends a connection. */
  close(connection: string, code: number, reason: string): void {
    const socket = this.#socketOf(connection);
    if (socket === undefined) return;
    closeSocket(socket, code, reason);
    this.leave(socket);
  }

  /** Everybody who was let in, and these. */
  closeAll(others: readonly string[], code: number): void {
    for (const connection of [...this.#connections.keys(), ...others]) this.close(connection, code, "");
  }

  /** A connection ended, by whichever side. Gives which it was, once, and what was kept of it. */
  leave(socket: WebSocket): { readonly connection: string; readonly attachment?: string } | undefined {
    const waited = this.#waiting.get(socket);
    if (waited !== undefined) {
      this.#waiting.delete(socket);
      return { connection: waited };
    }
    const mark = this.#read();
    const session = this.sessions.remove(socket)?.session;
    if (session === undefined) return undefined;
    this.#connections.delete(session.connection);
    // Its close may have woken the relay: then it is not among those whose marks were read.
    if (session.mark !== undefined && session.mark.count > (mark?.count ?? 0)) this.#mark = session.mark;
    if (this.#marked.delete(session) || this.#mark !== mark) this.#markSome();
    return { connection: session.connection, attachment: session.attachment };
  }

  /** Those who are here were sent the events up to a place. */
  mark({ epoch, seq }: Cursor): void {
    const mark = this.#read();
    const hasMoved = mark?.epoch !== epoch || mark.seq !== seq;
    if (!hasMoved && this.#marked.size >= Math.min(MARKED, this.admitted)) return;
    if (hasMoved) {
      this.#mark = { epoch, seq, count: (mark?.count ?? 0) + 1 };
      for (const session of this.#marked) session.keepMark(this.#mark);
    }
    this.#markSome();
  }

  #markSome(): void {
    const mark = this.#read();
    if (mark === undefined) return;
    for (const session of this.sessions.here) {
      if (this.#marked.size >= MARKED) return;
      if (this.#marked.has(session)) continue;
      session.keepMark(mark);
      this.#marked.add(session);
    }
  }

  #read(): Mark | undefined {
    if (this.#mark !== "unread") return this.#mark;
    let newest: Mark | undefined;
    for (const { mark } of this.sessions.here)
      if (mark !== undefined && mark.count > (newest?.count ?? 0)) newest = mark;
    this.#mark = newest;
    this.#markSome();
    return newest;
  }

  #socketOf(connection: string): WebSocket | undefined {
    const socket = this.find(connection)?.socket;
    return socket instanceof WebSocket ? socket : this.#waiter(connection);
  }

  #waiter(connection: string): WebSocket | undefined {
    for (const [socket, waits] of this.#waiting) if (waits === connection) return socket;
    return undefined;
  }

  get #connections(): Map<string, Session> {
    this.#byConnection ??= new Map([...this.sessions.here].map((session) => [session.connection, session]));
    return this.#byConnection;
  }
}
