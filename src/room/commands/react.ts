// react: puts one's reaction on a message, or takes it back.

import type { ReactCommand } from "../../protocol/commands/react.ts";
import { ChatError } from "../../protocol/errors.ts";
import { REACTIONS_MAX } from "../../protocol/limits.ts";
import { maySend } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";
import { findTarget } from "./target.ts";

export const react: Handler<ReactCommand> = {
  decide(room, member, { message, emoji, on }) {
    if (!maySend(member.role)) throw new ChatError("forbidden", "unable to react; readers cannot write here");
    refuseMuted(room, member);
    findTarget(room, message, "react");
    const since = room.reactions.find(message, emoji, member.id);
    if ((since !== undefined) === on) return { kind: "unchanged", since: since ?? 0 };
    const { different, has } = room.reactions.variety(message, emoji);
    if (on && !has && different >= REACTIONS_MAX)
      throw new ChatError("too_large", `unable to react; a message has at most ${REACTIONS_MAX} different reactions`);
    return EVENT;
  },
  draft: (_room, member, { id, message, emoji, on }) => ({
    kind: "reacted",
    by: { id: member.id, name: member.name },
    id,
    body: { message, emoji, on },
  }),
  stored(room, member, { message, emoji, on }, event) {
    if (on) room.reactions.put(message, emoji, member.id, event.seq);
    else room.reactions.take(message, emoji, member.id);
  },
};
