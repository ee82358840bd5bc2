// close: ends a poll for good.

import type { CloseCommand } from "../../protocol/commands/close.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isClosed } from "../../protocol/poll.ts";
import { isAtLeast, maySend } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findPoll } from "./target.ts";

export const close: Handler<CloseCommand> = {
  decide(room, member, { message }) {
    const poll = findPoll(room, message, "close poll");
    const isOwn = poll.author === member.id && maySend(member.role);
    if (!isOwn && !isAtLeast(member.role, "moderator"))
      throw new ChatError("forbidden", "unable to close poll; its author, moderators and owners close it");
    refuseMuted(room, member);
    return isClosed(poll, room.now()) ? { kind: "unchanged", since: poll.closedSeq ?? 0 } : EVENT;
  },
  draft: (_room, member, { id, message }) => ({
    kind: "closed",
    by: { id: member.id, name: member.name },
    id,
    body: { message },
  }),
  stored(room, member, { message }, event) {
    if (room.changes.find(message)?.author !== member.id) {
      const by = { id: member.id, name: member.name };
      room.audit.add(by, { action: "close poll", target: String(message) }, room.now());
    }
    room.changes.close(message, event);
  },
};
