// The end of a room, or of its state: who may delete it, and what becomes of those who are in it.

import type { CloseCode } from "../protocol/close-codes.ts";
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

/**
 * Tells everybody why and closes, by the error's own close code where no other is given; whatever of the room is still
 * under way is refused with the same words, and writes nothing any more.
 */
export function retire(parts: Parts, why: ChatError, code?: CloseCode): void {
  parts.alarm.retire();
  for (const session of parts.attendance.sessions.all) parts.attendance.end(session, why, code);
  parts.relays.retire();
  parts.database.retire(why);
}

export function deleted(): ChatError {
  return new ChatError("not_found", "unable to go on; the room was deleted");
}
