// What a look into a room has found, parsed.

import * as v from "valibot";
import { EMPTY_ROOM, type RoomState } from "../../client/state.ts";
import { messagesPageSchema, roomInfoSchema } from "../../protocol/http.ts";

export function lookedState(info: unknown, page: unknown): RoomState {
  const { members: count, ...settings } = v.parse(roomInfoSchema, info);
  const { messages, more } = v.parse(messagesPageSchema, page);
  return {
    ...EMPTY_ROOM,
    room: settings,
    members: { count, complete: count === 0, list: [] },
    timeline: messages.map((message) => ({ kind: "message", message })),
    hasOlder: more,
  };
}
