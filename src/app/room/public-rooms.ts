// The public rooms of this deployment, as the server lists them.

import * as v from "valibot";
import { type PublicRooms, publicRoomsSchema } from "../../protocol/http.ts";
import { askServer } from "../shared/ask-server.ts";

export type PublicRoom = PublicRooms["rooms"][number];

/** The most recently active first. Throws what `askServer` throws. */
export async function listPublicRooms(): Promise<readonly PublicRoom[]> {
  return v.parse(publicRoomsSchema, await askServer("GET", "/api/rooms")).rooms;
}

/** Those that hold every word that was typed, in their title, name or topic; those that begin so first. */
export function findPublicRooms(rooms: readonly PublicRoom[], typed: string): readonly PublicRoom[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rooms;
  const begun = words.join(" ");
  return rooms
    .map((room) => ({ room, text: fold(`${room.title} ${room.name} ${room.topic}`) }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .sort((one, other) => Number(other.text.startsWith(begun)) - Number(one.text.startsWith(begun)))
    .map(({ room }) => room);
}

/** Without case and accents. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
