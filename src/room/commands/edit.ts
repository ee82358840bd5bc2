// edit: replaces the text of one's own message.

import type { EditCommand } from "../../protocol/commands/edit.ts";
import { ChatError } from "../../protocol/errors.ts";
import { maySend } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findTarget } from "./target.ts";

export const edit: Handler<EditCommand> = {
  clean(room, command) {
    const text = room.words.clean(command.text, "edit message");
    return text === command.text ? command : { ...command, text };
  },
  decide(room, member, command) {
    const target = findTarget(room, command.message, "edit message");
    if (target.author !== member.id || !maySend(member.role))
      throw new ChatError("forbidden", "unable to edit message; you are not its author");
    if (target.poll !== undefined)
      throw new ChatError("invalid", "unable to edit message; a poll stays as its voters saw it");
    refuseMuted(room, member);
    return target.text === command.text ? { kind: "unchanged", since: target.textSeq } : EVENT;
  },
  draft: (_room, member, { id, message, text }) => ({
    kind: "edited",
    by: { id: member.id, name: member.name },
    id,
    body: { message, text },
  }),
  stored: (room, _member, { message, text }, event) => room.changes.edit(message, text, event),
};
