// remove: takes a message's content away; its place stays.

import type { RemoveCommand } from "../../protocol/commands/remove.ts";
import { ChatError } from "../../protocol/errors.ts";
import { mayModerate } from "../../rules/permissions.ts";
import { standingRole } from "../standing.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

export const remove: Handler<RemoveCommand> = {
  decide(room, member, command) {
    const target = room.changes.find(command.message);
    if (target === undefined)
      throw new ChatError("not_found", "unable to remove message; it is no message of this room");
    if (target.author !== member.id) {
      if (!mayModerate(member.role, standingRole(room, member.room, target.author)))
        throw new ChatError("forbidden", "unable to remove message; you are neither its author nor above them");
      refuseMuted(room, member);
    }
    return target.isRemoved ? { kind: "unchanged", since: target.removedSeq ?? 0 } : EVENT;
  },
  draft: (_room, member, { id, message, reason }) => ({
    kind: "removed",
    by: { id: member.id, name: member.name },
    id,
    body: { message, ...(reason === undefined ? {} : { reason }) },
  }),
  stored(room, member, { message, reason }, event) {
    const target = room.changes.find(message);
    if (target === undefined) throw new Error("a message that was just there is gone");
    if (target.author !== member.id) {
      const by = { id: member.id, name: member.name };
      room.audit.add(by, { action: "remove", target: String(message), reason }, room.now());
    }
    room.changes.remove(target, event);
    room.reactions.clear(message);
    room.votes.clear(message);
    room.search.forget(message, room.now());
  },
};
