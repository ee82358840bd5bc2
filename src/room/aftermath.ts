// What a durable command changes for whoever is connected: names, roles, who may stay.

import type { DurableCommand } from "../protocol/commands.ts";
import type { ModerateCommand } from "../protocol/commands/moderate.ts";
import { ChatError } from "../protocol/errors.ts";
import { NETWORK_BAN_MS, NETWORK_KEPT_MS } from "../protocol/limits.ts";
import { GUEST_PREFIX, roleIn, shownRole } from "../rules/permissions.ts";
import { FOR_EVER } from "../storage/standings.ts";
import type { Attendance } from "./attendance.ts";
import type { Chores } from "./chores.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import type { Listing } from "./listing.ts";
import { mayHearOfReports, tellReports } from "./report-notice.ts";
import type { Session } from "../sockets/session.ts";

type Host = {
  readonly room: RoomContext;
  readonly attendance: Attendance;
  readonly listing: Listing;
  readonly chores: Chores;
  readonly keepAwake: (work: Promise<unknown>) => void;
};

/** Called with each command that made an event, in the same turn. */
export function follow(host: Host, member: Member, command: DurableCommand): void {
  const { id, network } = member;
  // Who erases themselves leaves no mark of it.
  const isLeaving = command.type === "erase" && (command.member ?? id) === id;
  if (network !== undefined && id.startsWith(GUEST_PREFIX) && !isLeaving) mark(host, id, network);
  switch (command.type) {
    case "send":
      return host.attendance.typing.said(member.id);
    case "rename":
      host.attendance.presence.rename(member.id, command.name);
      for (const session of host.attendance.sessions.of(member.id)) session.rename(command.name);
      return;
    case "configure":
      host.listing.configured(member.room, command);
      for (const session of host.attendance.sessions.all) settle(host, session);
      if (command.retentionDays !== undefined) erasingChanged(host);
      return;
    case "erase":
      forgetName(host, command.member ?? member.id);
      return erasingChanged(host);
    case "remove":
      // What the message left in the index of words is to go.
      if (host.room.search.purgeAt !== undefined) erasingChanged(host);
      return;
    case "transfer":
      for (const id of [command.member, member.id]) settleMember(host, id);
      return;
    case "moderate":
      return moderated(host, command);
    case "leave":
    case "edit":
    case "react":
    case "vote":
    case "close":
    case "pin":
    case "report":
    case "resolve":
    case "words":
    case "purge":
    // All that they change is in the log and its tables.
  }
}

function mark({ room, chores }: Host, member: string, network: string): void {
  const now = room.now();
  if (room.networks.saw(member, network, now) === "marked") chores.keptUntil(now + NETWORK_KEPT_MS);
}

/** From here on the member is called as their token says, and what they put by no name. */
function forgetName({ room, attendance }: Host, memberId: string): void {
  for (const session of attendance.sessions.of(memberId)) {
    const { tokenName } = session.asMember;
    session.rename(tokenName);
    attendance.presence.rename(memberId, tokenName);
  }
  attendance.eraseAuthor(memberId, room.now());
}

function erasingChanged({ room, chores, keepAwake }: Host): void {
  keepAwake(chores.changed(room.now()));
}

function moderated({ room, attendance, chores }: Host, command: ModerateCommand): void {
  switch (command.action) {
    case "kick":
      return attendance.endAll(command.member, new ChatError("kicked", "unable to stay; you were sent away"));
    case "ban":
      if (command.member.startsWith(GUEST_PREFIX))
        chores.keptUntil(Math.min(command.untilAt ?? FOR_EVER, room.now() + NETWORK_BAN_MS));
      return attendance.endAll(command.member, banned(command.untilAt ?? FOR_EVER, room.now()));
    case "role":
      return settleMember({ room, attendance }, command.member);
    case "unban":
    case "mute":
    case "unmute":
    // Looked up when the member next asks for something.
  }
}

/** Gives every connection of a member the role that they have now. */
export function settleMember(host: Pick<Host, "room" | "attendance">, memberId: string): void {
  for (const session of host.attendance.sessions.of(memberId)) settle(host, session);
}

/** Gives a connection the role it has now, or ends it where there is none any more. */
function settle({ room, attendance }: Pick<Host, "room" | "attendance">, session: Session): void {
  const stored = room.standings.of(session.id).role;
  const role = roleIn(room.settings.of(session.room), session.id, stored, session.claimedRole);
  if (role === undefined) {
    return attendance.end(session, new ChatError("forbidden", "unable to stay; the room is no longer open to you"));
  }
  const shown = shownRole(role, stored, session.principal.operator === true);
  const knew = mayHearOfReports(session);
  session.giveRole(role, shown);
  if (!knew) tellReports(room.reports, session);
  attendance.presence.giveRole(session.id, shown);
}

/** Waiting helps against a ban that ends. */
export function banned(untilAt: number, now: number): ChatError {
  const options = untilAt === FOR_EVER ? {} : { retryAfterMs: Math.max(1, untilAt - now) };
  return new ChatError("banned", "unable to be in the room; you are banned here", options);
}
