// event.ts: which command made an event, and how to speak of it.

import * as v from "valibot";
import type { DurableCommand } from "../../src/protocol/commands.ts";
import { configureSchema } from "../../src/protocol/commands/configure.ts";
import { MODERATIONS, moderateSchema } from "../../src/protocol/commands/moderate.ts";
import {
  isClosedEvent,
  isConfiguredEvent,
  isEditedEvent,
  isErasure,
  isMemberEvent,
  isMessageEvent,
  isPinnedEvent,
  isReactedEvent,
  isRemovedEvent,
  isVotedEvent,
  type RoomEvent,
} from "../../src/protocol/events.ts";
import { canonical } from "./fold.ts";
import { masked } from "./wordings.ts";

/** "ada's message x1 "hello"" or "a wave" for a kind that names nobody. */
export function describeEvent(event: RoomEvent): string {
  const author = authorOf(event);
  if (author === undefined) return `a ${event.kind}`;
  const { id, by } = author;
  if (isMessageEvent(event)) return `${by.id}'s message ${id} ${JSON.stringify(event.text ?? "").slice(0, 40)}`;
  if (isMemberEvent(event)) return `${by.id}'s ${event.action} ${id}`;
  if ("message" in event) return `${by.id}'s ${event.kind} ${id} of seq ${String(event.message)}`;
  return `${by.id}'s ${event.kind} ${id}`;
}

/** Who made an event, and under which id. */
export function authorOf(
  event: RoomEvent,
): { readonly by: { readonly id: string; readonly name: string }; readonly id: string } | undefined {
  const isKnown =
    isMessageEvent(event) ||
    isEditedEvent(event) ||
    isRemovedEvent(event) ||
    isReactedEvent(event) ||
    isPinnedEvent(event) ||
    isVotedEvent(event) ||
    isClosedEvent(event) ||
    isConfiguredEvent(event) ||
    isMemberEvent(event);
  return isKnown ? { by: event.by, id: event.id } : undefined;
}

/** The command that made an event: whose, and its id. */
export function commandOf(
  event: RoomEvent,
): { readonly member: string; readonly id: string; readonly key: string } | undefined {
  const author = authorOf(event);
  if (author === undefined || isFounding(event) || isOfPurge(event) || isSecondOfTransfer(event)) return undefined;
  return { member: author.by.id, id: author.id, key: commandKey(author.by.id, author.id) };
}

/** The first two events of a room that somebody made come of no command (contract 10). */
function isFounding(event: RoomEvent): boolean {
  if (event.seq === 1) return isConfiguredEvent(event);
  return event.seq === 2 && isMemberEvent(event) && event.action === "role" && event.by.id === event.member.id;
}

/** One removal of a purge: the room gave it an id of its own, and nobody's here looks like that. */
export function isOfPurge(event: RoomEvent): boolean {
  return isRemovedEvent(event) && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(event.id);
}

/** Whoever handed the room on becomes a moderator by an event that no command asked for. */
function isSecondOfTransfer(event: RoomEvent): boolean {
  return isMemberEvent(event) && event.transfer === true && event.by.id === event.member.id;
}

/** Command ids are one space for each member. */
export function commandKey(member: string, id: string): string {
  return `${member} ${id}`;
}

/** The content is gone: a removal is in the log (contract 2). */
export function isErased(event: RoomEvent): boolean {
  return "erased" in event && event.erased === true;
}

/** What was asked for, as far as the event tells; undefined for kinds that nobody of a run asks for. */
export function commandBehind(event: RoomEvent): DurableCommand | undefined {
  if (isMessageEvent(event)) {
    const { seq: _seq, at: _at, kind: _kind, by: _by, erased: _erased, text = "", ...content } = event;
    const { id, replyTo, thread, data, poll } = content;
    return {
      type: "send",
      id,
      text: poll?.question ?? text,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(thread === undefined ? {} : { thread }),
      ...(data === undefined ? {} : { data }),
      ...(poll === undefined ? {} : { poll: { options: poll.options, multiple: poll.multiple } }),
    };
  }
  if (isEditedEvent(event)) return { type: "edit", id: event.id, message: event.message, text: event.text ?? "" };
  if (isRemovedEvent(event)) return { type: "remove", id: event.id, message: event.message };
  if (isReactedEvent(event)) {
    const { id, message, emoji, on } = event;
    return { type: "react", id, message, emoji, on };
  }
  if (isVotedEvent(event)) {
    const { id, message, options } = event;
    return { type: "vote", id, message, options };
  }
  if (isClosedEvent(event)) return { type: "close", id: event.id, message: event.message };
  if (isPinnedEvent(event)) return { type: "pin", id: event.id, message: event.message, on: event.on };
  if (isConfiguredEvent(event)) {
    const { seq: _seq, at: _at, kind: _kind, by: _by, ...change } = event;
    const parsed = v.safeParse(configureSchema, { type: "configure", ...change });
    return parsed.success ? parsed.output : undefined;
  }
  if (isErasure(event)) return { type: "erase", id: event.id, member: event.member.id };
  if (isMemberEvent(event) && event.transfer === true)
    return { type: "transfer", id: event.id, member: event.member.id };
  if (isMemberEvent(event) && event.action === "rename")
    return { type: "rename", id: event.id, name: event.member.name };
  if (isMemberEvent(event) && event.action === "leave") return { type: "leave", id: event.id };
  if (isMemberEvent(event)) {
    const { id, action, role, reason } = event;
    const known = MODERATIONS.find((one) => one === action);
    if (known === undefined) return undefined;
    const parsed = v.safeParse(moderateSchema, {
      type: "moderate",
      id,
      action: known,
      member: event.member.id,
      ...(role === undefined ? {} : { role }),
      ...(reason === undefined ? {} : { reason }),
    });
    return parsed.success ? parsed.output : undefined;
  }
  return undefined;
}

/** What a command says beside its id: the same for the same command, whoever wrote it down. */
export function contentOf({ id: _id, ...content }: DurableCommand): string {
  return canonical(content);
}

/** Whether the event may be what was asked for. Of erased content nobody can tell, only of the place where it stood. */
export function isMadeBy(event: RoomEvent, command: DurableCommand): boolean {
  const behind = commandBehind(event);
  if (behind === undefined) return false;
  const asked = command.type === "erase" ? { member: authorOf(event)?.by.id ?? "", ...command } : command;
  if (isErased(event)) return placeOf(behind) === placeOf(asked);
  const stars = "text" in asked ? { ...asked, text: masked(asked.text) } : asked;
  // When a word has stars, and when not, is looked at on its own.
  return [asked, stars].some((one) => contentOf(behind) === contentOf(one));
}

/** What erasing leaves of a command. */
export function placeOf(command: DurableCommand): string {
  return canonical({
    type: command.type,
    message: "message" in command ? command.message : undefined,
    thread: "thread" in command ? command.thread : undefined,
  });
}
