// rename: changes a member's name in the room.

import type { RenameCommand } from "../../protocol/commands/rename.ts";
import type { EventDraft } from "../../storage/event-log.ts";
import type { Member, RoomContext } from "../context.ts";
import type { Outcome } from "./outcome.ts";

export function draftRename(member: Member, command: RenameCommand): EventDraft {
  return {
    kind: "member",
    by: { id: member.id, name: member.name },
    id: command.id,
    body: { member: { id: member.id, name: command.name }, action: "rename" },
  };
}

export function rename(_room: RoomContext, member: Member, command: RenameCommand): Outcome {
  if (command.name === member.name) return { kind: "unchanged", since: 0 };
  return { kind: "event", draft: draftRename(member, command) };
}
