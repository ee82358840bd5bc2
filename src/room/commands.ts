// Runs durable commands: once each, in the order they came.

import type { DurableCommand } from "../protocol/commands.ts";
import { ChatError } from "../protocol/errors.ts";
import { encodeBody, type EventDraft } from "../storage/event-log.ts";
import type { Done, Outcome } from "./commands/outcome.ts";
import { draftRename, rename } from "./commands/rename.ts";
import { draftSend, send } from "./commands/send.ts";
import type { Member, RoomContext } from "./context.ts";

/**
 * Decides a command and appends its event. A repeat of what was done gets the answer of then; the same id with another
 * type or other content is refused with `id_conflict`. Throws a ChatError for a refusal, with nothing stored.
 */
export function runCommand(room: RoomContext, member: Member, command: DurableCommand): Done {
  const before = room.log.findCommand(member.id, command.id);
  if (before !== undefined) {
    const draft = draftOf(member, command);
    if (before.kind !== draft.kind || before.body !== encodeBody(draft.body)) {
      throw new ChatError("id_conflict", `unable to ${command.type}; its id was used for something else`);
    }
    return { ack: { type: "ack", id: command.id, seq: before.seq, at: before.at }, event: undefined, repeated: true };
  }
  const outcome = decide(room, member, command);
  if (outcome.kind === "unchanged") {
    return {
      ack: { type: "ack", id: command.id, seq: outcome.since, at: room.now() },
      event: undefined,
      repeated: false,
    };
  }
  const event = room.log.append(outcome.draft, room.now());
  if (command.type === "rename") room.names.keep(member.id, command.name, member.tokenName);
  return { ack: { type: "ack", id: command.id, seq: event.seq, at: event.at }, event, repeated: false };
}

function decide(room: RoomContext, member: Member, command: DurableCommand): Outcome {
  switch (command.type) {
    case "send":
      return send(room, member, command);
    case "rename":
      return rename(room, member, command);
  }
}

/** What the command would store, by which a repeat is told from another use of its id. */
function draftOf(member: Member, command: DurableCommand): EventDraft {
  switch (command.type) {
    case "send":
      return draftSend(member, command);
    case "rename":
      return draftRename(member, command);
  }
}
