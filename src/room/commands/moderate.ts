// moderate: acts on a member of lower role: sends away, bans, mutes, gives a role.

import * as v from "valibot";
import { type ModerateCommand, moderateSchema } from "../../protocol/commands/moderate.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/schemas.ts";
import { GUEST_PREFIX, isAtLeast, mayModerate } from "../../rules/permissions.ts";
import { FOR_EVER, type Standing } from "../../storage/standings.ts";
import type { RoomContext } from "../context.ts";
import type { Member } from "../../rules/member.ts";
import { nameOf, standingRole } from "../standing.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

const OPERATION = "moderate";

export const moderate: Handler<ModerateCommand> = {
  decide(room, member, command) {
    if (!isAtLeast(member.role, command.action === "role" ? "owner" : "moderator"))
      throw new ChatError("forbidden", `unable to ${OPERATION}; your role here does not allow it`);
    refuseMuted(room, member);
    if (nameOf(room, command.member) === undefined)
      throw new ChatError("not_found", `unable to ${OPERATION}; nobody here has this id`);
    if (command.member === member.id) refuseOnSelf(room, member, command);
    else if (!mayModerate(member.role, standingRole(room, member.room, command.member)))
      throw new ChatError("forbidden", `unable to ${OPERATION}; the member's role is not below yours`);
    if (command.untilAt !== undefined && command.untilAt <= room.now())
      throw new ChatError("invalid", `unable to ${OPERATION}; untilAt is past`);
    if (command.action === "kick") return EVENT;
    return changes(room.standings.of(command.member), command) ? EVENT : { kind: "unchanged", since: 0 };
  },
  draft: (room, member, command) => {
    const { type: _type, id, member: whom, action, ...rest } = command;
    return {
      kind: "member",
      by: { id: member.id, name: member.name },
      id,
      body: { member: { id: whom, name: nameOf(room, whom) ?? "" }, action, ...rest },
    };
  },
  stored(room, member, command) {
    room.standings.keep(command.member, standingAfter(room, member, command));
    const by = { id: member.id, name: member.name };
    const until = command.untilAt === undefined ? "" : ` until ${new Date(command.untilAt).toISOString()}`;
    const action = `${command.action}${command.role === undefined ? "" : ` ${command.role}`}${until}`;
    room.audit.add(by, { action, target: command.member, reason: command.reason }, room.now());
    if (command.action === "ban") banNetworks(room, command.member, command.untilAt ?? FOR_EVER);
    if (command.action === "unban") room.networks.unban(command.member);
  },
  // The member's name in the event is that of its time.
  isRepeat(event, command) {
    const { member, ...rest } = v.parse(storedSchema, JSON.parse(event.body));
    const before = v.safeParse(moderateSchema, { type: "moderate", id: event.id, member: member.id, ...rest });
    return before.success && JSON.stringify(before.output) === JSON.stringify(v.parse(moderateSchema, command));
  },
};

/** A guest has nothing but a token, and is given a new one for the asking: where they came from is kept out, too. */
function banNetworks(room: RoomContext, memberId: string, until: number): void {
  if (!memberId.startsWith(GUEST_PREFIX)) return;
  const now = room.now();
  const last = room.networks.of(memberId, now);
  const networks = [...room.presentNetworks(memberId), ...(last === undefined ? [] : [last])];
  room.networks.ban(memberId, networks, until, now);
}

const storedSchema = v.looseObject({ member: v.looseObject({ id: v.string() }) });

/** Of oneself one may only give up a role, and not as the last owner (contract 4). */
function refuseOnSelf(room: RoomContext, member: Member, command: ModerateCommand): void {
  if (command.action !== "role") throw new ChatError("forbidden", `unable to ${OPERATION}; this is yourself`);
  const isOwner = room.standings.of(member.id).role === "owner";
  if (isOwner && command.role !== "owner" && room.standings.countOwners() <= 1)
    throw new ChatError("forbidden", `unable to ${OPERATION}; the last owner cannot step down`);
}

function changes(standing: Standing, command: ModerateCommand): boolean {
  const until = command.untilAt ?? FOR_EVER;
  switch (command.action) {
    case "ban":
      return standing.bannedUntil !== until;
    case "unban":
      return standing.bannedUntil !== 0;
    case "mute":
      return standing.mutedUntil !== until;
    case "unmute":
      return standing.mutedUntil !== 0;
    case "role":
      return standing.role !== command.role;
    case "kick":
      return true;
  }
}

/** Also a kick that changes nothing leaves its mark: whoever never spoke and is gone can still be banned. */
function standingAfter(room: RoomContext, member: Member, command: ModerateCommand): Partial<Standing> {
  const until = command.untilAt ?? FOR_EVER;
  // In a private room being sent away ends the membership; elsewhere everybody may come back (contract 4).
  const ended: { role?: Role | undefined } =
    room.settings.of(member.room).visibility === "private" ? { role: undefined } : {};
  switch (command.action) {
    case "kick":
      return ended;
    case "ban":
      return { ...ended, bannedUntil: until };
    case "unban":
      return { bannedUntil: 0 };
    case "mute":
      return { mutedUntil: until };
    case "unmute":
      return { mutedUntil: 0 };
    case "role":
      return { role: command.role };
  }
}
