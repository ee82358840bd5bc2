// The room that a path names, checked before any object is touched.

import { ChatError } from "../protocol/errors.ts";
import { isRoomName } from "../protocol/text.ts";

/** The room of `GET /ws` (contract 1). */
export const DEFAULT_ROOM = "lobby";

/** Parts of a path come as they were sent, never decoded: every character of a room's name stands for itself. */
export function parseRoomName(part: string | undefined, operation: string): string {
  if (part !== undefined && isRoomName(part)) return part;
  throw new ChatError(
    "invalid",
    `unable to ${operation}; the room's name must be 1–64 of a–z, 0–9 and -, with - at neither end`,
  );
}
