// How a member stands in the room as it is now: role and name, here or not.

import type { Author, Role } from "../protocol/schemas.ts";
import type { Principal } from "../rules/entry.ts";
import { roleIn } from "../rules/permissions.ts";
import type { RoomContext } from "./context.ts";

/** The role as moderation sees it. What the member's token claims is known only while they are connected. */
export function standingRole(room: RoomContext, roomName: string, memberId: string): Role {
  const stored = room.standings.of(memberId).role;
  return roleIn(room.settings.of(roomName), memberId, stored, room.presentRole(memberId)) ?? "reader";
}

export function isMuted(room: RoomContext, memberId: string): boolean {
  return room.standings.of(memberId).mutedUntil > room.now();
}

/** The name of anybody the room knows: who is here, who did something, who was given a standing. */
export function nameOf(room: RoomContext, memberId: string): string | undefined {
  const name = room.presentName(memberId) ?? room.log.lastNameOf(memberId);
  return name ?? (room.standings.knows(memberId) ? "" : undefined);
}

/** Whoever does something in the room that is no command, as its records name them. */
export function actorIn(room: RoomContext, { id, name }: Pick<Principal, "id" | "name">): Author {
  return { id, name: room.words.shown(room.names.find(id, name)) };
}
