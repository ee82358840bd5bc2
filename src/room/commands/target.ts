// The message that a command is about.

import { ChatError } from "../../protocol/errors.ts";
import type { Target, TargetPoll } from "../../storage/changes.ts";
import type { RoomContext } from "../context.ts";

/** Throws `not_found` for what is no message of this room, or is removed (contract 4). */
export function findTarget(room: RoomContext, seq: number, operation: string): Target {
  const target = room.changes.find(seq);
  if (target === undefined) throw new ChatError("not_found", `unable to ${operation}; it is no message of this room`);
  if (target.isRemoved) throw new ChatError("not_found", `unable to ${operation}; the message was removed`);
  return target;
}

/** Throws as `findTarget` does, and `invalid` for a message that is no poll. */
export function findPoll(room: RoomContext, seq: number, operation: string): TargetPoll & Pick<Target, "author"> {
  const { poll, author } = findTarget(room, seq, operation);
  if (poll === undefined) throw new ChatError("invalid", `unable to ${operation}; the message is no poll`);
  return { ...poll, author };
}
