// erase: takes all that a member wrote away, and the names they had: one's own, or that of a member of lower role.

import type { EraseCommand } from "../../protocol/commands/erase.ts";
import { ChatError } from "../../protocol/errors.ts";
import { mayModerate } from "../../rules/permissions.ts";
import { nameOf, standingRole } from "../standing.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

/** Events that one turn erases: a few milliseconds of work. What is left goes on by the alarm. */
export const ERASED_AT_ONCE = 500;

export const erase: Handler<EraseCommand> = {
  decide(room, member, { member: whom = member.id }) {
    if (whom !== member.id) {
      if (nameOf(room, whom) === undefined)
        throw new ChatError("not_found", "unable to erase member; nobody here has this id");
      if (!mayModerate(member.role, standingRole(room, member.room, whom)))
        throw new ChatError("forbidden", "unable to erase member; it is neither you nor anybody below you");
      refuseMuted(room, member);
    }
    return room.erasure.hasTraces(whom) ? EVENT : { kind: "unchanged", since: room.erasure.erasedAt(whom) };
  },
  draft: (_room, member, { id, member: whom = member.id }) => ({
    kind: "member",
    by: { id: member.id, name: whom === member.id ? "" : member.name },
    id,
    body: { member: { id: whom, name: "" }, action: "erase" },
  }),
  stored(room, member, { member: whom = member.id }, event) {
    room.erasure.beginMember(whom, event.seq, ERASED_AT_ONCE, room.now());
  },
};
