// pin: keeps a message at hand for everybody, or lets it go.

import type { PinCommand } from "../../protocol/commands/pin.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findTarget } from "./target.ts";

export const pin: Handler<PinCommand> = {
  decide(room, member, { message, on }) {
    if (!isAtLeast(member.role, "moderator"))
      throw new ChatError("forbidden", "unable to pin message; moderators and owners pin");
    refuseMuted(room, member);
    const target = findTarget(room, message, "pin message");
    return (target.pinnedSeq !== undefined) === on ? { kind: "unchanged", since: target.pinnedSeq ?? 0 } : EVENT;
  },
  draft: (_room, member, { id, message, on }) => ({
    kind: "pinned",
    by: { id: member.id, name: member.name },
    id,
    body: { message, on },
  }),
  stored: (room, _member, { message, on }, event) => room.changes.pin(message, on ? event.seq : undefined),
};
