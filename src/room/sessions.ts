// The room's live connections, read back from their attachments after a sleep.

import { closeSocket, Session } from "./session.ts";

/** Tag of sockets that were taken in; the object's list also holds those that were refused. */
const TAG = "session";

export class Sessions {
  readonly #context: DurableObjectState;
  #bySocket: Map<WebSocket, Session> | undefined;

  constructor(context: DurableObjectState) {
    this.#context = context;
  }

  get all(): Iterable<Session> {
    return this.#map().values();
  }

  get size(): number {
    return this.#map().size;
  }

  accept(socket: WebSocket): void {
    this.#context.acceptWebSocket(socket, [TAG]);
  }

  add(session: Session): void {
    this.#map().set(session.socket, session);
  }

  find(socket: WebSocket): Session | undefined {
    return this.#map().get(socket);
  }

  /**
   * Forgets a connection and gives it, once: its end may be told of by us and by the peer. One whose close woke the room
   * was not among those read back (`wasCounted` is false), but still has its attachment.
   */
  remove(socket: WebSocket): { readonly session: Session; readonly wasCounted: boolean } | undefined {
    const counted = this.#map().get(socket);
    const session = counted ?? Session.wake(socket);
    if (session === undefined) return undefined;
    this.#map().delete(socket);
    socket.serializeAttachment(null);
    return { session, wasCounted: counted !== undefined };
  }

  countPlain(): number {
    return [...this.all].filter((session) => session.mode === "plain").length;
  }

  of(memberId: string): Session[] {
    return [...this.all].filter((session) => session.id === memberId);
  }

  /** When the connection last sent a heartbeat, in milliseconds since the Unix epoch; 0 for never. */
  lastPingAt(session: Session): number {
    return this.#context.getWebSocketAutoResponseTimestamp(session.socket)?.getTime() ?? 0;
  }

  #map(): Map<WebSocket, Session> {
    if (this.#bySocket !== undefined) return this.#bySocket;
    const sessions = new Map<WebSocket, Session>();
    for (const socket of this.#context.getWebSockets(TAG)) {
      // The platform lists sockets that are closing too.
      if (socket.readyState !== WebSocket.OPEN) continue;
      const session = Session.wake(socket);
      if (session === undefined) closeSocket(socket, 1012, "");
      else sessions.set(socket, session);
    }
    this.#bySocket = sessions;
    return sessions;
  }
}
