// transfer: makes another member the owner, and who asks a moderator, in one turn.

import type { TransferCommand } from "../../protocol/commands/transfer.ts";
import { ChatError } from "../../protocol/errors.ts";
import { BOT_PREFIX, isAtLeast, READER_PREFIX, SERVICE_PREFIX } from "../../rules/permissions.ts";
import { nameOf } from "../standing.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

const OPERATION = "transfer room";
const NO_PEOPLE = [BOT_PREFIX, READER_PREFIX, SERVICE_PREFIX];

/** Two ordinary events, so that every client folds them: the other's role, marked, and then one's own. */
export const transfer: Handler<TransferCommand> = {
  decide(room, member, { member: whom }) {
    if (!isAtLeast(member.role, "owner"))
      throw new ChatError("forbidden", `unable to ${OPERATION}; only its owners may`);
    refuseMuted(room, member);
    if (whom === member.id) throw new ChatError("forbidden", `unable to ${OPERATION}; this is yourself`);
    if (nameOf(room, whom) === undefined)
      throw new ChatError("not_found", `unable to ${OPERATION}; nobody here has this id`);
    if (NO_PEOPLE.some((prefix) => whom.startsWith(prefix)))
      throw new ChatError("invalid", `unable to ${OPERATION}; this is nobody who could own it`);
    if (room.standings.of(whom).bannedUntil > room.now())
      throw new ChatError("invalid", `unable to ${OPERATION}; the member is banned`);
    return EVENT;
  },
  draft: (room, member, { id, member: whom }) => ({
    kind: "member",
    by: { id: member.id, name: member.name },
    id,
    body: { member: { id: whom, name: nameOf(room, whom) ?? "" }, action: "role", role: "owner", transfer: true },
  }),
  stored(room, member, { member: whom }) {
    const by = { id: member.id, name: member.name };
    room.standings.keep(whom, { role: "owner", mutedUntil: 0 });
    room.standings.keep(member.id, { role: "moderator" });
    room.audit.add(by, { action: "transfer", target: whom }, room.now());
  },
  andThen: (_room, member) => [
    {
      kind: "member",
      by: { id: member.id, name: member.name },
      id: crypto.randomUUID(),
      body: { member: { id: member.id, name: member.name }, action: "role", role: "moderator", transfer: true },
    },
  ],
  // The member's name in the event is that of its time.
  isRepeat: (event, { member }) => {
    const body: unknown = JSON.parse(event.body);
    if (typeof body !== "object" || body === null || !("transfer" in body) || !("member" in body)) return false;
    return typeof body.member === "object" && body.member !== null && "id" in body.member && body.member.id === member;
  },
};
