// Who may do what, by role.

import type { Role } from "../protocol/schemas.ts";

const RANK: Record<Role, number> = { reader: 0, member: 1, moderator: 2, owner: 3 };

/** An open room makes everybody a member; a token may claim more, or less than that for nothing. */
export function roleInOpenRoom(claimed: Role | undefined): Role {
  return claimed !== undefined && RANK[claimed] > RANK.member ? claimed : "member";
}

export function maySend(role: Role): boolean {
  return RANK[role] >= RANK.member;
}
