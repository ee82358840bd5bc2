// A connection that a relay held while its room slept, taken up as it is now.

import { CLOSE } from "../../protocol/close-codes.ts";
import { ChatError } from "../../protocol/errors.ts";
import { closeSocket, Session } from "../../sockets/session.ts";
import type { Admission } from "../admission.ts";
import type { Attendance } from "../attendance.ts";
import type { RelayedSocket } from "./relayed-socket.ts";

type Host = { readonly attendance: Attendance; readonly admission: Admission };

export function resume({ attendance }: Host, socket: RelayedSocket): void {
  const session = Session.wake(socket);
  if (session === undefined) closeSocket(socket, CLOSE.restart, "");
  else attendance.resume(session);
}

/** For one whose relay missed something, which may have been about them: a ban, a role, a name. */
export function settle({ attendance, admission }: Host, socket: RelayedSocket): void {
  const session = attendance.sessions.find(socket);
  if (session === undefined) return;
  const principal = { ...session.principal, name: session.asMember.tokenName };
  try {
    const { name, role } = admission.memberOf(session.room, principal, "stay");
    if (name !== session.member.name) session.rename(name);
    session.giveRole(role, admission.shownRoleOf(principal, role));
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    attendance.end(session, error);
  }
}
