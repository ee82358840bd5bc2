// send: says something in the room.

import type { SendCommand } from "../../protocol/commands/send.ts";
import { ChatError } from "../../protocol/errors.ts";
import { POLL_QUESTION_CHARS, YOUNG_GUEST_MS, YOUNG_GUEST_SLOW_MS } from "../../protocol/limits.ts";
import { type AskedPoll, type Poll, pollText, toldApart } from "../../protocol/poll.ts";
import { hasAtMostCodePoints } from "../../protocol/text.ts";
import { isAtLeast, mayMention, maySend } from "../../rules/permissions.ts";
import type { RoomContext } from "../context.ts";
import type { Member } from "../../rules/member.ts";
import { EVENT, type Handler } from "./outcome.ts";

export const send: Handler<SendCommand> = {
  clean(room, command) {
    const text = room.words.clean(command.text, "send message");
    const { poll } = command;
    const cleaned = poll?.options.map((option) => room.words.clean(option, "send message"));
    const options = cleaned === undefined ? undefined : toldApart(cleaned);
    const isSame =
      text === command.text && options?.every((option, place) => option === poll?.options[place]) !== false;
    if (isSame) return command;
    return { ...command, text, ...(poll === undefined || options === undefined ? {} : { poll: { ...poll, options } }) };
  },
  decide(room, member, command) {
    if (!maySend(member.role)) throw new ChatError("forbidden", "unable to send message; readers cannot write here");
    refuseMuted(room, member);
    refuseHasty(room, member);
    if (!mayMention(member.role, command.mentions ?? []))
      throw new ChatError("forbidden", "unable to send message; only moderators and owners mention everybody");
    if (command.poll !== undefined) refusePoll(command.text, command.poll, room.now());
    if (command.replyTo !== undefined && room.changes.find(command.replyTo) === undefined) {
      throw new ChatError("not_found", "unable to send message; what it replies to is no message of this room");
    }
    if (command.thread !== undefined) {
      const root = room.changes.find(command.thread);
      if (root === undefined || root.thread !== undefined || root.isRemoved)
        throw new ChatError("invalid", "unable to send message; its thread is no root message of this room");
    }
    return EVENT;
  },
  draft(_room, member, command) {
    const { type: _type, id, poll, ...rest } = command;
    const body = poll === undefined ? rest : { ...rest, ...asPoll(rest.text, poll) };
    return { kind: "message", by: { id: member.id, name: member.name }, id, thread: command.thread, body };
  },
};

/** Whoever does not know of polls reads the choices in the text. */
function asPoll(question: string, { options, multiple, closesAt }: AskedPoll): { text: string; poll: Poll } {
  const poll = {
    question,
    options,
    ...(multiple === true ? { multiple } : {}),
    ...(closesAt === undefined ? {} : { closesAt }),
  };
  return { text: pollText(poll), poll };
}

function refusePoll(question: string, { closesAt }: AskedPoll, now: number): void {
  if (!hasAtMostCodePoints(question, POLL_QUESTION_CHARS))
    throw new ChatError(
      "too_large",
      `unable to send message; a poll's question has at most ${POLL_QUESTION_CHARS} characters`,
    );
  if (closesAt !== undefined && closesAt <= now)
    throw new ChatError("invalid", "unable to send message; the poll's closesAt is past");
}

/** Muted members read, and remove their own; nothing else (contract 4). */
export function refuseMuted(room: RoomContext, member: Member): void {
  if (member.operator === true) return;
  const { mutedUntil } = room.standings.of(member.id);
  const now = room.now();
  if (mutedUntil <= now) return;
  const isForEver = mutedUntil === Number.MAX_SAFE_INTEGER;
  throw new ChatError(
    "muted",
    "unable to write; you are muted here",
    isForEver ? {} : { retryAfterMs: mutedUntil - now },
  );
}

/** A room that nobody made has nobody who guards it: there, guests who are new say one thing a second (contract 10). */
function slowModeOfNewGuests(room: RoomContext, { madeAt }: Member): number {
  if (madeAt === undefined || !room.hasLimits || room.now() - madeAt >= YOUNG_GUEST_MS) return 0;
  return room.settings.areFounded ? 0 : YOUNG_GUEST_SLOW_MS;
}

/** Slow mode: so long between two messages of a member below moderator. */
function refuseHasty(room: RoomContext, member: Member): void {
  const slowModeMs = Math.max(room.settings.of(member.room).slowModeMs, slowModeOfNewGuests(room, member));
  if (slowModeMs === 0 || isAtLeast(member.role, "moderator")) return;
  const now = room.now();
  const lastAt = room.log.lastMessageAt(member.id, now - slowModeMs);
  if (lastAt === undefined) return;
  throw new ChatError("slow_mode", "unable to send message; slow mode is on here", {
    retryAfterMs: Math.max(1, lastAt + slowModeMs - now),
  });
}
