// purge: begins to remove everything that a member said since a time; `Purger` goes on with it.

import type { PurgeCommand } from "../../protocol/commands/purge.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast, mayModerate } from "../../rules/permissions.ts";
import { nameOf, standingRole } from "../standing.ts";
import type { QuietHandler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

const OPERATION = "remove messages";

/** What the member says after it stays. */
export const purge: QuietHandler<PurgeCommand> = (room, member, { member: whom, sinceAt = 0, reason }) => {
  if (whom !== member.id) {
    if (!isAtLeast(member.role, "moderator"))
      throw new ChatError("forbidden", `unable to ${OPERATION}; your role here does not allow it`);
    refuseMuted(room, member);
    if (nameOf(room, whom) === undefined)
      throw new ChatError("not_found", `unable to ${OPERATION}; nobody here has this id`);
    if (!mayModerate(member.role, standingRole(room, member.room, whom)))
      throw new ChatError("forbidden", `unable to ${OPERATION}; the member's role is not below yours`);
  }
  if (!room.log.exists) return;
  const by = { id: member.id, name: member.name };
  room.purges.add({ room: member.room, by, member: whom, sinceAt, reason, nextSeq: room.log.head });
  if (whom !== member.id) room.audit.add(by, { action: "purge", target: whom, reason }, room.now());
};
