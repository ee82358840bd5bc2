// rename: changes a member's name in the room.

import type { RenameCommand } from "../../protocol/commands/rename.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast, maySend } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

export const rename: Handler<RenameCommand> = {
  clean(room, command) {
    const name = room.words.clean(command.name, "rename");
    return name === command.name ? command : { ...command, name };
  },
  decide(room, member, command) {
    if (!maySend(member.role)) throw new ChatError("forbidden", "unable to rename; readers cannot write here");
    refuseMuted(room, member);
    if (!isAtLeast(member.role, "moderator") && room.staffNames.isLikeAnothers(command.name, member.id))
      throw new ChatError("invalid", "unable to rename; the name looks like that of an owner or moderator here");
    return command.name === member.name ? { kind: "unchanged", since: 0 } : EVENT;
  },
  draft: (_room, member, { id, name }) => ({
    kind: "member",
    by: { id: member.id, name: member.name },
    id,
    body: { member: { id: member.id, name }, action: "rename" },
  }),
  stored: (room, member, { name }) => room.names.keep(member.id, name, member.tokenName),
};
