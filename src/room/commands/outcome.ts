// What a durable command is made of: its decision, the event it makes, and what that event changes in the tables.

import type { DurableCommand } from "../../protocol/commands.ts";
import type { AckFrame } from "../../protocol/frames/ack.ts";
import type { EventDraft, StoredEvent } from "../../storage/event-log.ts";
import type { RoomContext } from "../context.ts";
import type { Member } from "../../rules/member.ts";

export type Outcome =
  /** Make the event. */
  | { readonly kind: "event" }
  /** Nothing had to change; `since` is the seq of the event that made it so, or 0. */
  | { readonly kind: "unchanged"; readonly since: number };

export const EVENT: Outcome = { kind: "event" };

export type Handler<C extends DurableCommand> = {
  /** Gives it without the words that the room does not want, itself where there are none; throws where they are refused. */
  readonly clean?: (room: RoomContext, command: C) => C;
  /** Throws a ChatError where something stands against it. Writes nothing. */
  readonly decide: (room: RoomContext, member: Member, command: C) => Outcome;
  /** The event that the command makes if nothing stands against it. */
  readonly draft: (room: RoomContext, member: Member, command: C) => EventDraft;
  /** Brings the tables up to date with the event that was just stored. */
  readonly stored?: (room: RoomContext, member: Member, command: C, event: StoredEvent) => void;
  /** Events that follow at once, in the same turn. */
  readonly andThen?: (room: RoomContext, member: Member, command: C) => readonly EventDraft[];
  /** Tells a repeat from another use of its id, where the event's body alone cannot. */
  readonly isRepeat?: (event: StoredEvent, command: C) => boolean;
};

/** A command that makes no event: changes what moderators alone read, or throws a ChatError and changes nothing. */
export type QuietHandler<C extends DurableCommand> = (room: RoomContext, member: Member, command: C) => void;

/**
 * What was done: the answer, and the events where there are new ones. `repeated` was done before. `command` is what was done:
 * words may have become stars.
 */
export type Done = {
  readonly ack: AckFrame;
  readonly events: readonly StoredEvent[];
  readonly repeated: boolean;
  readonly command: DurableCommand;
};
