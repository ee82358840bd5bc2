// The rooms this browser has been in, the newest first; the lobby is always among them.

import { UNREAD_ROOMS_MAX } from "../../protocol/limits.ts";
import { isReservedRoomName, isRoomName } from "../../protocol/text.ts";
import { forgetStored, readStored, writeStored } from "../shared/stored.ts";
import { t } from "../shared/t.ts";

/** As many as one question may ask what is new in, the lobby among them. */
const KEPT = UNREAD_ROOMS_MAX;
export const LOBBY = "lobby";

export function readVisitedRooms(): string[] {
  return parseRooms(readStored("rooms"));
}

/**
 * A room that is listed keeps its place: a list that jumps is no list. Where there are too many, the one goes that was
 * visited longest ago.
 */
export function rememberRoom(room: string): void {
  const listed = readVisitedRooms();
  const rooms = listed.includes(room) ? listed : [LOBBY, room, ...listed.filter((name) => name !== LOBBY)];
  // Visits were not always noted: those of which none is known were visited before all others.
  const visits = [...new Set([room, ...readVisits(), ...rooms])].filter((name) => name !== LOBBY);
  const recent = visits.filter((name) => rooms.includes(name)).slice(0, KEPT - 1);
  writeStored("rooms", rooms.filter((name) => name === LOBBY || recent.includes(name)).join(" "));
  writeStored("recent-rooms", recent.join(" "));
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
  writeStored(
    "recent-rooms",
    readVisits()
      .filter((name) => name !== room)
      .join(" "),
  );
  forgetStored(room);
}

/** The latest first. */
function readVisits(): string[] {
  return (readStored("recent-rooms") ?? "").split(" ").filter(isRoomName);
}

function parseRooms(text: string | undefined): string[] {
  const rooms = (text ?? "").split(" ").filter((name) => name !== LOBBY && isRoomName(name));
  return [LOBBY, ...new Set(rooms)].slice(0, KEPT);
}
