// Runs durable commands: once each, in the order they came.

import * as v from "valibot";
import type { DurableCommand, DurableType } from "../protocol/commands.ts";
import { ChatError } from "../protocol/errors.ts";
import { isErasedBody } from "../storage/erased-body.ts";
import { encodeBody, type StoredEvent } from "../storage/event-log.ts";
import { configure } from "./commands/configure.ts";
import { edit } from "./commands/edit.ts";
import { erase } from "./commands/erase.ts";
import { moderate } from "./commands/moderate.ts";
import type { Done, Handler } from "./commands/outcome.ts";
import { pin } from "./commands/pin.ts";
import { react } from "./commands/react.ts";
import { remove } from "./commands/remove.ts";
import { rename } from "./commands/rename.ts";
import { send } from "./commands/send.ts";
import type { Member, RoomContext } from "./context.ts";

type CommandOf<T extends DurableType> = Extract<DurableCommand, { type: T }>;
type Handlers = { readonly [T in DurableType]: Handler<CommandOf<T>> };

const handlers: Handlers = { send, edit, remove, react, pin, configure, moderate, rename, erase };

/**
 * Decides a command and appends its event. A repeat of what was done gets the answer of then; the same id with another
 * type or other content is refused with `id_conflict`. Throws a ChatError for a refusal, with nothing stored.
 */
export function runCommand<T extends DurableType>(room: RoomContext, member: Member, command: CommandOf<T>): Done {
  const handler: Handler<CommandOf<T>> = handlers[command.type];
  const before = room.log.findCommand(member.id, command.id);
  if (before !== undefined) {
    if (!isRepeat(room, member, handler, command, before)) {
      throw new ChatError("id_conflict", `unable to ${command.type}; its id was used for something else`);
    }
    return { ack: { type: "ack", id: command.id, seq: before.seq, at: before.at }, event: undefined, repeated: true };
  }
  const outcome = handler.decide(room, member, command);
  if (outcome.kind === "unchanged") {
    return {
      ack: { type: "ack", id: command.id, seq: outcome.since, at: room.now() },
      event: undefined,
      repeated: false,
    };
  }
  const event = room.log.append(handler.draft(room, member, command), room.now());
  handler.stored?.(room, member, command, event);
  return { ack: { type: "ack", id: command.id, seq: event.seq, at: event.at }, event, repeated: false };
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
