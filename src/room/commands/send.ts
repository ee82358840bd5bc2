// send: says something in the room.

import type { SendCommand } from "../../protocol/commands/send.ts";
import { ChatError } from "../../protocol/errors.ts";
import { maySend } from "../../rules/permissions.ts";
import type { EventDraft } from "../../storage/event-log.ts";
import type { Member, RoomContext } from "../context.ts";
import type { Outcome } from "./outcome.ts";

/** The event that this command makes if nothing stands against it. */
export function draftSend(member: Member, command: SendCommand): EventDraft {
  const { type: _type, id, ...body } = command;
  return { kind: "message", by: { id: member.id, name: member.name }, id, thread: command.thread, body };
}

export function send(room: RoomContext, member: Member, command: SendCommand): Outcome {
  if (!maySend(member.role)) throw new ChatError("forbidden", "unable to send message; readers cannot write here");
  if (command.replyTo !== undefined && !room.messages.has(command.replyTo)) {
    throw new ChatError("not_found", "unable to send message; what it replies to is no message of this room");
  }
  if (command.thread !== undefined && !room.messages.isRoot(command.thread)) {
    throw new ChatError("invalid", "unable to send message; its thread is no root message of this room");
  }
  return { kind: "event", draft: draftSend(member, command) };
}
