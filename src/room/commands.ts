// Runs durable commands: once each, in the order they came.

import * as v from "valibot";
import type { DurableCommand, DurableType } from "../protocol/commands.ts";
import { ChatError } from "../protocol/errors.ts";
import { digestOfContent, ERASED } from "../storage/deeds.ts";
import { isErasedBody } from "../storage/erased-body.ts";
import { encodeBody, type StoredEvent } from "../storage/event-log.ts";
import { close } from "./commands/close.ts";
import { configure } from "./commands/configure.ts";
import { edit } from "./commands/edit.ts";
import { erase } from "./commands/erase.ts";
import { leave } from "./commands/leave.ts";
import { moderate } from "./commands/moderate.ts";
import type { Done, Handler, QuietHandler } from "./commands/outcome.ts";
import { pin } from "./commands/pin.ts";
import { purge } from "./commands/purge.ts";
import { react } from "./commands/react.ts";
import { remove } from "./commands/remove.ts";
import { report } from "./commands/report.ts";
import { resolve } from "./commands/resolve.ts";
import { rename } from "./commands/rename.ts";
import { send } from "./commands/send.ts";
import { transfer } from "./commands/transfer.ts";
import { vote } from "./commands/vote.ts";
import { words } from "./commands/words.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";

type CommandMap = { readonly [T in DurableType]: Extract<DurableCommand, { type: T }> };
type CommandOf<T extends DurableType> = CommandMap[T];
type QuietType = "report" | "resolve" | "words" | "purge";
type EventType = Exclude<DurableType, QuietType>;
type Handlers = { readonly [T in EventType]: Handler<CommandOf<T>> };
type QuietHandlers = { readonly [T in QuietType]: QuietHandler<CommandOf<T>> };

const handlers: Handlers = {
  send,
  edit,
  remove,
  react,
  vote,
  close,
  pin,
  configure,
  moderate,
  rename,
  leave,
  erase,
  transfer,
};
const quietHandlers: QuietHandlers = { report, resolve, words, purge };

/**
 * Decides a command and does it. A repeat of what was done gets the answer of then; the same id with another type or
 * other content is refused with `id_conflict`. Throws a ChatError for a refusal, with nothing stored. `text` is said in
 * place of the command's own.
 */
export function runCommand(room: RoomContext, member: Member, command: DurableCommand, text?: string): Done {
  return isQuiet(command) ? runQuiet(room, member, command) : runEvent(room, member, command, text);
}

function isQuiet(command: DurableCommand): command is CommandOf<QuietType> {
  return Object.hasOwn(quietHandlers, command.type);
}

function runQuiet<T extends QuietType>(room: RoomContext, member: Member, command: CommandOf<T>): Done {
  const content = digestOfContent(JSON.stringify(command));
  const answer = (at: number, repeated: boolean): Done => ({
    ack: { type: "ack", id: command.id, seq: 0, at },
    events: [],
    repeated,
    command,
  });
  const before = room.deeds.find(member.id, command.id);
  if (before !== undefined && (before.content === content || before.content === ERASED)) return answer(before.at, true);
  if (before !== undefined || room.log.findCommand(member.id, command.id) !== undefined) throw conflict(command);
  const handler: QuietHandler<CommandOf<T>> = quietHandlers[command.type];
  handler(room, member, command);
  const now = room.now();
  if (room.log.exists) room.deeds.keep(member.id, command.id, content, now);
  return answer(now, false);
}

function runEvent<T extends EventType>(
  room: RoomContext,
  member: Member,
  asked: CommandOf<T>,
  text: string | undefined,
): Done {
  const handler: Handler<CommandOf<T>> = handlers[asked.type];
  const { id } = asked;
  const deed = room.deeds.find(member.id, id);
  const before = room.log.findCommand(member.id, id);
  if (before !== undefined) {
    const isSame =
      deed === undefined || deed.content === ERASED
        ? isRepeat(room, member, handler, asked, before)
        : deed.content === digestOfContent(JSON.stringify(asked));
    if (!isSame) throw conflict(asked);
    return { ack: { type: "ack", id, seq: before.seq, at: before.at }, events: [], repeated: true, command: asked };
  }
  if (deed !== undefined) throw conflict(asked);
  const isPoll = "poll" in asked && asked.poll !== undefined;
  const isAsGiven = text === undefined || !("text" in asked) || (asked.text === text && !isPoll);
  const given = isAsGiven ? asked : { ...asked, ...saidInstead(text) };
  const command = handler.clean?.(room, given) ?? given;
  const outcome = handler.decide(room, member, command);
  if (outcome.kind === "unchanged")
    return { ack: { type: "ack", id, seq: outcome.since, at: room.now() }, events: [], repeated: false, command };
  const event = room.log.append(handler.draft(room, member, command), room.now());
  // The event says other words than were asked for, by which a repeat could not be told any more.
  if (command !== asked) room.deeds.keep(member.id, id, digestOfContent(JSON.stringify(asked)), event.at);
  handler.stored?.(room, member, command, event);
  const more = (handler.andThen?.(room, member, command) ?? []).map((draft) => room.log.append(draft, room.now()));
  return {
    ack: { type: "ack", id, seq: event.seq, at: event.at },
    events: [event, ...more],
    repeated: false,
    command,
  };
}

/**
 * A poll for which a hook gave words is none any more, also where its question stays: its options would still say what was
 * not to be said.
 */
function saidInstead(text: string): { readonly text: string; readonly poll: undefined } {
  return { text, poll: undefined };
}

function conflict({ type }: DurableCommand): ChatError {
  return new ChatError("id_conflict", `unable to ${type}; its id was used for something else`);
}

/** What the command would store tells a repeat from another use of its id. */
function isRepeat<C extends DurableCommand>(
  room: RoomContext,
  member: Member,
  handler: Handler<C>,
  command: C,
  event: StoredEvent,
): boolean {
  const draft = handler.draft(room, member, command);
  if (draft.kind !== event.kind) return false;
  if (isErasedBody(event.body)) return isSamePlace(event.body, draft.body);
  return handler.isRepeat?.(event, command) ?? event.body === encodeBody(draft.body);
}

/** What is left of an erased event's body (contract 2): all but texts and names. */
const placeSchema = v.looseObject({
  message: v.optional(v.number()),
  thread: v.optional(v.number()),
  member: v.optional(v.looseObject({ id: v.string() })),
  action: v.optional(v.string()),
  untilAt: v.optional(v.number()),
  role: v.optional(v.string()),
});

/** Erased content cannot be compared any more, and whoever repeats the command is to hear that it was done. */
function isSamePlace(stored: string, body: object): boolean {
  const [left, asked] = [placeOf(JSON.parse(stored)), placeOf(body)];
  return left !== undefined && left === asked;
}

function placeOf(body: unknown): string | undefined {
  const place = v.safeParse(placeSchema, body);
  if (!place.success) return undefined;
  const { message, thread, member, action, untilAt, role } = place.output;
  return JSON.stringify([message, thread, member?.id, action, untilAt, role]);
}
