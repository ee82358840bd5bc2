// What an event changes of a room beside its timeline: settings, names and roles. A pure fold.

import { isConfiguredEvent, isMemberEvent, type RoomEvent } from "../protocol/events.ts";
import type { ConfiguredEvent } from "../protocol/events/configured.ts";
import type { RoomSettings } from "../protocol/frames/welcome.ts";
import type { Author, Role } from "../protocol/schemas.ts";
import { changeInRoster, parseRole } from "./presence.ts";
import type { RoomState } from "./state.ts";

/** Gives what of the state is another after the event. */
export function newsOf({ room, you, members }: RoomState, event: RoomEvent): Partial<RoomState> {
  if (isConfiguredEvent(event)) return room === undefined ? {} : { room: configured(room, event) };
  if (!isMemberEvent(event)) return {};
  const { id } = event.member;
  const change = changeOf(event.action, event.member, event.role, room);
  if (change === undefined) return {};
  return {
    members: changeInRoster(members, id, change),
    ...(you?.id === id ? { you: { ...you, ...change } } : {}),
    // Of reports moderators and owners hear, and nobody who was one.
    ...(you?.id === id && "role" in change && !isStaff(change.role) ? { reports: 0 } : {}),
  };
}

function isStaff(role: Role): boolean {
  return role === "moderator" || role === "owner";
}

function changeOf(
  action: string,
  { name }: Author,
  role: string | undefined,
  room: RoomSettings | undefined,
): { readonly name: string } | { readonly role: Role } | undefined {
  if (action === "rename") return { name };
  const gives = (action === "role" || action === "join") && role !== undefined;
  return gives ? { role: roleGiven(parseRole(role), room) } : undefined;
}

/**
 * A room that is neither private nor to be read only makes everybody a member at least. What a token claims beyond that
 * the next welcome tells.
 */
function roleGiven(role: Role, room: RoomSettings | undefined): Role {
  const isForMembers = room?.visibility !== "private" && room?.readOnly !== true;
  return role === "reader" && isForMembers ? "member" : role;
}

function configured(room: RoomSettings, event: ConfiguredEvent): RoomSettings {
  const { title, topic, visibility, slowModeMs, guests, readOnly, retentionDays } = event;
  const named = { title, topic, visibility, slowModeMs, guests, readOnly, retentionDays };
  const changes = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...room, ...changes };
}
