// Who may enter, and who may do what there, by role.

import type { SettingsChange } from "../protocol/commands/configure.ts";
import { EVERYBODY } from "../protocol/everybody.ts";
import type { Role, Visibility } from "../protocol/schemas.ts";

const RANK: Record<Role, number> = { reader: 0, member: 1, moderator: 2, owner: 3 };
const ROLES: readonly Role[] = ["reader", "member", "moderator", "owner"];

/** Guests are known by a token of this deployment alone; readers without any token are given an id for the visit. */
export const GUEST_PREFIX = "g_";
export const READER_PREFIX = "r_";

/** Back ends that come by a service binding, and bots of incoming webhooks. */
export const SERVICE_PREFIX = "s_";
export const BOT_PREFIX = "b_";

/** True for ids that no token of a host site may name: it could stand for somebody else. */
export function isServerMadeId(id: string): boolean {
  return [GUEST_PREFIX, READER_PREFIX, SERVICE_PREFIX, BOT_PREFIX].some((prefix) => id.startsWith(prefix));
}

export function isAtLeast(role: Role, least: Role): boolean {
  return RANK[role] >= RANK[least];
}

export function isLower(role: Role, than: Role): boolean {
  return RANK[role] < RANK[than];
}

/** What of a room's settings says who comes in, and as what. */
type Entrance = { readonly visibility: Visibility; readonly guests: boolean; readonly readOnly?: boolean };

/**
 * The role in a room: the highest of what is stored, what the token claims, and what visibility gives (contract 11).
 * Undefined for somebody whom none of these lets in.
 */
export function roleIn(
  room: Entrance,
  memberId: string,
  stored: Role | undefined,
  claimed: Role | undefined,
): Role | undefined {
  const given = roleByVisibility(room, memberId);
  return ROLES.findLast((role) => role === stored || role === claimed || role === given);
}

/** As others see it: an operator owns no room by that, and is shown as the moderator that they are everywhere. */
export function shownRole(role: Role, stored: Role | undefined, isOperator: boolean): Role {
  if (!isOperator) return role;
  return stored === "owner" ? "owner" : "moderator";
}

function roleByVisibility({ visibility, guests, readOnly = false }: Entrance, memberId: string): Role | undefined {
  if (visibility === "private") return undefined;
  if (memberId.startsWith(READER_PREFIX)) return guests ? "reader" : undefined;
  if (!guests && memberId.startsWith(GUEST_PREFIX)) return undefined;
  return readOnly ? "reader" : "member";
}

export function maySend(role: Role): boolean {
  return isAtLeast(role, "member");
}

/** Whom one speaks to is one's own affair, but for everybody at once (contract 4). */
export function mayMention(role: Role, mentions: readonly string[]): boolean {
  return !mentions.includes(EVERYBODY) || isAtLeast(role, "moderator");
}

/** Moderators set the topic and the slow mode, owners everything (contract 10). */
export function mayConfigure(role: Role, change: SettingsChange): boolean {
  if (isAtLeast(role, "owner")) return true;
  const isModerators = Object.keys(change).every((key) => key === "topic" || key === "slowModeMs");
  return isModerators && isAtLeast(role, "moderator");
}

/** On members of strictly lower role; an owner on anybody else (contract 4). */
export function mayModerate(role: Role, of: Role): boolean {
  return isAtLeast(role, "owner") || (isAtLeast(role, "moderator") && isLower(of, role));
}
