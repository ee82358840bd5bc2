// Has this device forget: one room, or everything that it keeps of whoever was here.

import { openOutboxStore } from "../../../client/outbox-store.ts";
import { askServer } from "../../shared/ask-server.ts";
import { forgetAllStored } from "../../shared/stored.ts";
import type { RoomView } from "../room-view.ts";
import { forgetRoom, readVisitedRooms } from "../visited-rooms.ts";
import { forgetAllKept, forgetRoomKept } from "./kept-rooms.ts";

/** One stays who one is there: who has its link comes back. */
export async function forgetRoomHere(view: RoomView): Promise<void> {
  view.close();
  forgetRoom(view.room);
  await forgetRoomKept(view.room);
}

/** Signs out first: where that is refused, or the server is out of reach, it rejects, and everything stays. */
export async function forgetEverythingHere(view: RoomView): Promise<void> {
  await askServer("DELETE", "/api/session");
  view.close();
  await forgetUnsent().catch(() => undefined);
  // Not written again by the page that goes away.
  await forgetRoomKept(view.room);
  await forgetAllKept();
  forgetAllStored();
}

async function forgetUnsent(): Promise<void> {
  const outbox = openOutboxStore();
  const { origin } = location;
  const member = await outbox.lastMember(origin);
  if (member === undefined) return;
  for (const room of readVisitedRooms())
    for (const { id } of await outbox.load({ origin, room, member })) await outbox.remove(id);
}
