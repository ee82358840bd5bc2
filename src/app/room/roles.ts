// Which role is above which, as far as pages must know what to offer; the room itself decides.

import type { Role } from "../../protocol/schemas.ts";

/** From the lowest. */
export const ROLES: readonly Role[] = ["reader", "member", "moderator", "owner"];

export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
