// The live connections of an object, read back from their attachments after a sleep; a room's own, and those that relays hold for it.

import { closeSocket, Session } from "./session.ts";
import type { Socket } from "./socket.ts";

/** Tag of sockets that were taken in; the object's list also holds those that were refused. */
const TAG = "session";

/** What one frame to one socket keeps the thread busy, in milliseconds: about 40 µs in workerd, measured, whatever the loop. */
const SEND_MS = 0.04;

export class Sessions {
  readonly #context: DurableObjectState;
  #bySocket: Map<WebSocket, Session> | undefined;
  /** Connections whose WebSockets other objects hold. */
  readonly #elsewhere = new Map<Socket, Session>();
  /** Connections of each member, so that whoever comes is not held against all who are there. */
  readonly #counts = new Map<string, number>();

  constructor(context: DurableObjectState) {
    this.#context = context;
  }

  /** Those whose WebSockets this object holds. */
  get here(): Iterable<Session> {
    return this.#map().values();
  }

  /** Those whose WebSockets other objects hold. */
  get elsewhere(): Iterable<Session> {
    return this.#elsewhere.values();
  }

  get all(): Iterable<Session> {
    return this.#elsewhere.size === 0 ? this.here : this.#both();
  }

  get countHere(): number {
    return this.#map().size;
  }

  /** How long one frame to everybody here keeps the thread busy, in milliseconds. */
  get sendingMs(): number {
    return this.countHere * SEND_MS;
  }

  get size(): number {
    return this.#map().size + this.#elsewhere.size;
  }

  accept(socket: Socket): void {
    if (socket instanceof WebSocket) this.#context.acceptWebSocket(socket, [TAG]);
  }

  add(session: Session): void {
    const { socket } = session;
    if (socket instanceof WebSocket) this.#map().set(socket, session);
    else this.#elsewhere.set(socket, session);
    this.#count(session.id, 1);
  }

  find(socket: Socket): Session | undefined {
    return socket instanceof WebSocket ? this.#map().get(socket) : this.#elsewhere.get(socket);
  }

  /**
   * Forgets a connection and gives it, once: its end may be told of by us and by the peer. One whose close woke the room
   * was not among those read back (`wasCounted` is false), but still has its attachment.
   */
  remove(socket: Socket): { readonly session: Session; readonly wasCounted: boolean } | undefined {
    const counted = this.find(socket);
    const session = counted ?? Session.wake(socket);
    if (session === undefined) return undefined;
    const wasHere = socket instanceof WebSocket ? this.#map().delete(socket) : this.#elsewhere.delete(socket);
    if (wasHere) this.#count(session.id, -1);
    socket.serializeAttachment(null);
    return { session, wasCounted: counted !== undefined };
  }

  countPlain(): number {
    return [...this.all].filter((session) => session.mode === "plain").length;
  }

  /** Connections of a member, hidden ones too. */
  countOf(memberId: string): number {
    this.#map();
    return this.#counts.get(memberId) ?? 0;
  }

  of(memberId: string): Session[] {
    return [...this.all].filter((session) => session.id === memberId);
  }

  /** When the connection last sent a heartbeat, in milliseconds since the Unix epoch; 0 for never, and for those elsewhere. */
  lastPingAt({ socket }: Session): number {
    if (!(socket instanceof WebSocket)) return 0;
    return this.#context.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
  }

  #count(memberId: string, by: number): void {
    const count = (this.#counts.get(memberId) ?? 0) + by;
    if (count > 0) this.#counts.set(memberId, count);
    else this.#counts.delete(memberId);
  }

  *#both(): Generator<Session> {
    yield* this.here;
    yield* this.#elsewhere.values();
  }

  #map(): Map<WebSocket, Session> {
    if (this.#bySocket !== undefined) return this.#bySocket;
    const sessions = new Map<WebSocket, Session>();
    for (const socket of this.#context.getWebSockets(TAG)) {
      // The platform lists sockets that are closing too.
      if (socket.readyState !== WebSocket.OPEN) continue;
      const session = Session.wake(socket);
      if (session === undefined) closeSocket(socket, 1012, "");
      else {
        sessions.set(socket, session);
        this.#count(session.id, 1);
      }
    }
    this.#bySocket = sessions;
    return sessions;
  }
}
