// The rooms this browser has been in, the latest first; the lobby is always among them.

import { isReservedRoomName, isRoomName } from "../../protocol/text.ts";
import { readStored, writeStored } from "../shared/stored.ts";
import { t } from "../shared/t.ts";

const KEPT = 12;
export const LOBBY = "lobby";

export function readVisitedRooms(): string[] {
  return parseRooms(readStored("rooms"));
}

/** A room that is listed keeps its place: a list that jumps is no list. */
export function rememberRoom(room: string): string[] {
  const rooms = readVisitedRooms();
  if (rooms.includes(room)) return rooms;
  const next = [LOBBY, room, ...rooms.filter((name) => name !== LOBBY)].slice(0, KEPT);
  writeStored("rooms", next.join(" "));
  return next;
}

/** What a room that the server named is called: its address says nothing to anybody. */
export function readTitle(room: string): string | undefined {
  return isReservedRoomName(room) ? (readStored(`title.${room}`) ?? t("room.nameless")) : undefined;
}

export function rememberTitle(room: string, title: string): void {
  if (isReservedRoomName(room)) writeStored(`title.${room}`, title);
}

/** Nothing of the room is left on this device, what one had begun to write in it included. */
export function forgetRoom(room: string): void {
  const left = readVisitedRooms().filter((name) => name !== room);
  writeStored("rooms", left.join(" "));
  for (const kind of ["draft", "title", "notices", "accent"] as const) writeStored(`${kind}.${room}`, undefined);
}

function parseRooms(text: string | undefined): string[] {
  const rooms = (text ?? "").split(" ").filter((name) => name !== LOBBY && isRoomName(name));
  return [LOBBY, ...new Set(rooms)].slice(0, KEPT);
}
