// send: says something in the room.

import type { SendCommand } from "../../protocol/commands/send.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isAtLeast, mayMention, maySend } from "../../rules/permissions.ts";
import type { Member, RoomContext } from "../context.ts";
import { EVENT, type Handler } from "./outcome.ts";

export const send: Handler<SendCommand> = {
  decide(room, member, command) {
    if (!maySend(member.role)) throw new ChatError("forbidden", "unable to send message; readers cannot write here");
    refuseMuted(room, member);
    refuseHasty(room, member);
    if (!mayMention(member.role, command.mentions ?? []))
      throw new ChatError("forbidden", "unable to send message; only moderators and owners mention everybody");
    if (command.replyTo !== undefined && room.changes.find(command.replyTo) === undefined) {
      throw new ChatError("not_found", "unable to send message; what it replies to is no message of this room");
    }
    if (command.thread !== undefined) {
      const root = room.changes.find(command.thread);
      if (root === undefined || root.thread !== undefined || root.isRemoved)
        throw new ChatError("invalid", "unable to send message; its thread is no root message of this room");
    }
    return EVENT;
  },
  draft(_room, member, command) {
    const { type: _type, id, ...body } = command;
    return { kind: "message", by: { id: member.id, name: member.name }, id, thread: command.thread, body };
  },
};

/** Muted members read, and remove their own; nothing else (contract 4). */
export function refuseMuted(room: RoomContext, member: Member): void {
  const { mutedUntil } = room.standings.of(member.id);
  const now = room.now();
  if (mutedUntil <= now) return;
  const isForEver = mutedUntil === Number.MAX_SAFE_INTEGER;
  throw new ChatError(
    "muted",
    "unable to write; you are muted here",
    isForEver ? {} : { retryAfterMs: mutedUntil - now },
  );
}

/** Slow mode: so long between two messages of a member below moderator. */
function refuseHasty(room: RoomContext, member: Member): void {
  const { slowModeMs } = room.settings.of(member.room);
  if (slowModeMs === 0 || isAtLeast(member.role, "moderator")) return;
  const now = room.now();
  const lastAt = room.log.lastMessageAt(member.id, now - slowModeMs);
  if (lastAt === undefined) return;
  throw new ChatError("slow_mode", "unable to send message; slow mode is on here", {
    retryAfterMs: Math.max(1, lastAt + slowModeMs - now),
  });
}
