// resolve: takes a report off the moderators' queue.

import type { ResolveCommand } from "../../protocol/commands/resolve.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast } from "../../rules/permissions.ts";
import type { QuietHandler } from "./outcome.ts";

const OPERATION = "resolve report";

export const resolve: QuietHandler<ResolveCommand> = (room, member, { report, outcome, reason }) => {
  if (!isAtLeast(member.role, "moderator"))
    throw new ChatError("forbidden", `unable to ${OPERATION}; moderators and owners do`);
  const state = room.reports.stateOf(report);
  if (state === undefined) throw new ChatError("not_found", `unable to ${OPERATION}; there is none of this number`);
  if (state === "resolved") return;
  const by = { id: member.id, name: member.name };
  room.reports.resolve(report, by, outcome, room.now());
  room.audit.add(by, { action: `report ${outcome}`, target: String(report), reason }, room.now());
};
