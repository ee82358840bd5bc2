// How moderation stands, as far as is known here: who is banned or muted, and until when.

import type { TimelineItem } from "../../client/state.ts";
import { type Author, type Role } from "../../protocol/schemas.ts";
import { ROLES } from "./roles.ts";

/** Times are milliseconds since the Unix epoch, Infinity for ever, and 0 where it does not hold. */
export type Standing = { readonly member: Author; readonly mutedUntil: number; readonly bannedUntil: number };

/** Members about whom something was decided, by id: in the held part of the log, or `told` by the room before that. */
export function standingsOf(
  timeline: readonly TimelineItem[],
  told: ReadonlyMap<string, Standing> = new Map(),
): ReadonlyMap<string, Standing> {
  const standings = new Map(told);
  for (const item of timeline) {
    if (item.kind !== "change" || item.event.kind !== "member") continue;
    const { member, action, untilAt = Infinity } = item.event;
    const before = standings.get(member.id) ?? { member, mutedUntil: 0, bannedUntil: 0 };
    const change = changeOf(action, untilAt);
    if (change !== undefined) standings.set(member.id, { ...before, member, ...change });
  }
  return standings;
}

function changeOf(action: string, untilAt: number): Partial<Standing> | undefined {
  switch (action) {
    case "ban":
      return { bannedUntil: untilAt };
    case "unban":
      return { bannedUntil: 0 };
    case "mute":
      return { mutedUntil: untilAt };
    case "unmute":
      return { mutedUntil: 0 };
    default:
      return undefined;
  }
}

/** Moderators and owners, on members of lower role; owners on everybody else (contract R4-31). */
export function mayModerate(role: Role | undefined, of: Role): boolean {
  return role === "owner" || (role === "moderator" && ROLES.indexOf(of) < ROLES.indexOf(role));
}

export function isModerator(role: Role | undefined): boolean {
  return role === "moderator" || role === "owner";
}
