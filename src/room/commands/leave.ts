// leave: ends one's membership of the room. What was said stays; connections and read positions follow in the aftermath.

import * as v from "valibot";
import type { LeaveCommand } from "../../protocol/commands/leave.ts";
import { ChatError } from "../../protocol/errors.ts";
import { EVENT, type Handler } from "./outcome.ts";

const leftSchema = v.looseObject({ action: v.literal("leave") });

export const leave: Handler<LeaveCommand> = {
  decide(room, member) {
    const { role } = room.standings.of(member.id);
    if (role === "owner" && room.standings.countOwners() <= 1)
      throw new ChatError("forbidden", "unable to leave; the last owner hands the room on first");
    // Whoever was given nothing has no membership that could end: for them going is presence.
    return role === undefined ? { kind: "unchanged", since: 0 } : EVENT;
  },
  draft: (_room, member, { id }) => ({
    kind: "member",
    by: { id: member.id, name: member.name },
    id,
    body: { member: { id: member.id, name: member.name }, action: "leave" },
  }),
  stored: (room, member) => room.standings.keep(member.id, { role: undefined }),
  // The name in the event is that of its time.
  isRepeat: (event) => v.is(leftSchema, JSON.parse(event.body)),
};
