// The message that a command is about.

import { ChatError } from "../../protocol/errors.ts";
import type { Target } from "../../storage/changes.ts";
import type { RoomContext } from "../context.ts";

/** Throws `not_found` for what is no message of this room, or is removed (contract 4). */
export function findTarget(room: RoomContext, seq: number, operation: string): Target {
  const target = room.changes.find(seq);
  if (target === undefined) throw new ChatError("not_found", `unable to ${operation}; it is no message of this room`);
  if (target.isRemoved) throw new ChatError("not_found", `unable to ${operation}; the message was removed`);
  return target;
}
