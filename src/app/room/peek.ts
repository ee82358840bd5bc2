// A look into a room over HTTP, without entering it: nobody is told, nothing is written.

import * as v from "valibot";
import { EMPTY_ROOM, type RoomState } from "../../client/state.ts";
import { messagesPageSchema, roomInfoSchema } from "../../protocol/http.ts";

const MESSAGES = 30;

/** The room as it stands now, as a state that no connection keeps up to date. */
export async function peek(room: string): Promise<RoomState> {
  const address = `/api/rooms/${room}`;
  const [info, page] = await Promise.all([readJson(address), readJson(`${address}/messages?limit=${MESSAGES}`)]);
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

async function readJson(address: string): Promise<unknown> {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`unable to look into room; HTTP ${response.status}`);
  return response.json();
}
