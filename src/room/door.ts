// Lets connections in, or tells them why not; and says to each where the room stands.

import { encodeFrame } from "../protocol/codec.ts";
import { ChatError, ERRORS } from "../protocol/errors.ts";
import { MEMBER_SOCKETS_MAX, PLAIN_SOCKETS_MAX } from "../protocol/limits.ts";
import type { Entry } from "../rules/entry.ts";
import { isAtLeast, SERVICE_PREFIX } from "../rules/permissions.ts";
import { roomMark } from "../rules/room-mark.ts";
import type { Socket } from "../sockets/socket.ts";
import type { Admission } from "./admission.ts";
import type { Attendance } from "./attendance.ts";
import type { RoomContext } from "./context.ts";
import type { Limiter } from "./limiter.ts";
import { logFault } from "../sockets/log-fault.ts";
import type { ReadPositions } from "./read-positions.ts";
import { RelayedSocket } from "./relays/relayed-socket.ts";
import { tellReports } from "./report-notice.ts";
import { errorFrame, Session } from "../sockets/session.ts";
import type { Tally } from "./tally.ts";
import type { Teller } from "./teller.ts";
import type { Welcomes } from "./welcome.ts";

/** Sockets an object can hold are 32,768 (platform limit); some are left for those that are just closing. */
const SOCKETS_MAX = 32_000;

/** A socket that nobody has accepted yet. */
type Knocking = Socket & { accept(): void };

type Host = {
  readonly room: RoomContext;
  readonly limiter: Limiter;
  readonly admission: Admission;
  readonly attendance: Attendance;
  readonly positions: ReadPositions;
  readonly welcomes: Welcomes;
  readonly tally: Tally;
  readonly teller: Teller;
};

export class Door {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Nobody who knocks is left without an answer, whatever our fault. */
  admit(socket: Knocking, entry: Entry): void {
    try {
      this.#enter(socket, entry);
    } catch (error) {
      this.#host.tally.refused(error);
      if (error instanceof ChatError) return refuse(socket, entry, error);
      logFault("enter", error);
      const { attendance } = this.#host;
      const fault = new ChatError("internal", "unable to enter room; the server is at fault");
      const session = attendance.sessions.find(socket);
      if (session === undefined) refuse(socket, entry, fault);
      else attendance.end(session, fault);
    }
  }

  /** Sends a welcome, and what was missed since the cursor. `token` is a session that the client is to keep. */
  welcome(session: Session, since: string | undefined, token: Entry["session"]): void {
    if (session.mode === "plain") return;
    const { attendance, positions, welcomes } = this.#host;
    const { socket } = session;
    const to = {
      room: session.room,
      since,
      memberId: session.id,
      you: {
        ...session.member,
        role: session.asMember.role,
        connection: session.connection,
        readUpTo: positions.find(session.id),
      },
      members: () => attendance.presence.members,
      connections: attendance.sessions.size,
      session: token,
    };
    if (socket instanceof RelayedSocket) socket.greet(welcomes.compose(to, socket.covers));
    else for (const { text, bytes } of welcomes.encode(to)) session.sendText(text, bytes);
    const threads = positions.threads.of(session.id);
    if (threads.size > 0) session.send({ type: "threads", threads: Object.fromEntries(threads) });
    tellReports(this.#host.room.reports, session);
  }

  #enter(socket: Knocking, entry: Entry): void {
    const { admission, attendance, limiter, positions, room, tally, teller } = this.#host;
    limiter.take("join", entry.principal, room.now());
    const { name, role } = admission.memberOf(entry.room, entry.principal, "enter room");
    this.#refuseCrowd(socket, entry);
    const readUpTo = positions.find(entry.principal.id);
    attendance.sessions.accept(socket);
    const shown = admission.shownRoleOf(entry.principal, role);
    const session = Session.start(socket, entry, {
      connection: socket.connection ?? newConnection(),
      name,
      role,
      shown,
      readUpTo,
    });
    attendance.enter(session);
    if (isAtLeast(role, "moderator")) admission.staffCame();
    this.welcome(session, entry.since, entry.session);
    tally.joins += 1;
    teller.came(entry.room, room.now());
  }

  #refuseCrowd(socket: Knocking, entry: Entry): void {
    const { sessions } = this.#host.attendance;
    if (socket instanceof WebSocket && sessions.countHere >= SOCKETS_MAX)
      throw new ChatError("room_full", "unable to enter room; it is full");
    const { id } = entry.principal;
    const { limiter } = this.#host;
    if (limiter.isEnabled && !isService(id) && sessions.countOf(id) >= MEMBER_SOCKETS_MAX)
      throw new ChatError("room_full", "unable to enter room; you have too many connections here");
    if (entry.mode === "plain" && sessions.countPlain() >= PLAIN_SOCKETS_MAX) {
      throw new ChatError("room_full", "unable to enter room; it is full of plain connections");
    }
  }
}

/** Back ends of a service binding share an id where they do not say who they are, and are trusted. */
function isService(memberId: string): boolean {
  return memberId.startsWith(SERVICE_PREFIX);
}

/** The socket is not the room's: it is told why and closed, and nothing remembers it. */
function refuse(socket: Knocking, entry: Entry, error: ChatError): void {
  console.info(JSON.stringify({ level: "info", event: "refused", room: roomMark(entry.room), code: error.code }));
  socket.accept();
  if (entry.mode === "frames") socket.send(encodeFrame(errorFrame(error, undefined)));
  socket.close(ERRORS[error.code].close, error.code);
}

function newConnection(): string {
  return `c_${crypto.randomUUID()}`;
}
