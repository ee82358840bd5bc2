// The end of a room: who may end it, and what becomes of those who are in it.

import { ChatError } from "../protocol/errors.ts";
import type { Principal } from "../rules/entry.ts";
import { isAtLeast } from "../rules/permissions.ts";
import type { Parts } from "./parts.ts";

/** Throws `forbidden` for all but owners and operators, and `not_found` where there is nothing to delete. */
export function refuseToDelete(parts: Parts, name: string, principal: Principal, isOperator: boolean): void {
  const operation = "delete room";
  if (!isOperator && !isAtLeast(parts.admission.roleOf(name, principal, operation), "owner"))
    throw new ChatError("forbidden", `unable to ${operation}; only its owners may`);
  if (!parts.room.log.exists) throw new ChatError("not_found", `unable to ${operation}; there is no such room`);
}

/** Tells everybody and closes; whatever of the room is still under way writes nothing any more. */
export function retire(parts: Parts): void {
  parts.alarm.retire();
  for (const session of parts.attendance.sessions.all)
    parts.attendance.end(session, new ChatError("not_found", "unable to stay; the room was deleted"));
  parts.database.retire();
}
