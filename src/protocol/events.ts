// All events: the durable changes of a room, one file each in events/.

import * as v from "valibot";
import { closedEventSchema } from "./events/closed.ts";
import { configuredEventSchema } from "./events/configured.ts";
import { editedEventSchema } from "./events/edited.ts";
import { memberEventSchema } from "./events/member.ts";
import { messageEventSchema } from "./events/message.ts";
import { pinnedEventSchema } from "./events/pinned.ts";
import { reactedEventSchema } from "./events/reacted.ts";
import { removedEventSchema } from "./events/removed.ts";
import { votedEventSchema } from "./events/voted.ts";
import { seqSchema, timeSchema } from "./schemas.ts";

export const eventSchemas = {
  message: messageEventSchema,
  edited: editedEventSchema,
  removed: removedEventSchema,
  reacted: reactedEventSchema,
  voted: votedEventSchema,
  closed: closedEventSchema,
  pinned: pinnedEventSchema,
  configured: configuredEventSchema,
  member: memberEventSchema,
} as const;

export type EventKind = keyof typeof eventSchemas;
export const EVENT_KINDS: readonly EventKind[] = [
  "message",
  "edited",
  "removed",
  "reacted",
  "voted",
  "closed",
  "pinned",
  "configured",
  "member",
];
export type KnownEvent = { [K in EventKind]: v.InferOutput<(typeof eventSchemas)[K]> }[EventKind];

/** An event of a kind this version does not know. It is kept and counted, and not shown. */
const unknownEventSchema = v.looseObject({ seq: seqSchema, at: timeSchema, kind: v.string() });
export type UnknownEvent = v.InferOutput<typeof unknownEventSchema>;

export type RoomEvent = KnownEvent | UnknownEvent;

export const eventSchema = v.union([
  messageEventSchema,
  editedEventSchema,
  removedEventSchema,
  reactedEventSchema,
  votedEventSchema,
  closedEventSchema,
  pinnedEventSchema,
  configuredEventSchema,
  memberEventSchema,
  unknownEventSchema,
]);

export function isMessageEvent(event: RoomEvent): event is v.InferOutput<typeof messageEventSchema> {
  return event.kind === "message" && "by" in event && "id" in event;
}

export function isEditedEvent(event: RoomEvent): event is v.InferOutput<typeof editedEventSchema> {
  return event.kind === "edited" && "by" in event && "message" in event;
}

export function isRemovedEvent(event: RoomEvent): event is v.InferOutput<typeof removedEventSchema> {
  return event.kind === "removed" && "by" in event && "message" in event;
}

export function isReactedEvent(event: RoomEvent): event is v.InferOutput<typeof reactedEventSchema> {
  return event.kind === "reacted" && "by" in event && "emoji" in event;
}

export function isVotedEvent(event: RoomEvent): event is v.InferOutput<typeof votedEventSchema> {
  return event.kind === "voted" && "by" in event && "votes" in event;
}

export function isClosedEvent(event: RoomEvent): event is v.InferOutput<typeof closedEventSchema> {
  return event.kind === "closed" && "by" in event && "message" in event;
}

export function isPinnedEvent(event: RoomEvent): event is v.InferOutput<typeof pinnedEventSchema> {
  return event.kind === "pinned" && "by" in event && "on" in event;
}

export function isConfiguredEvent(event: RoomEvent): event is v.InferOutput<typeof configuredEventSchema> {
  return event.kind === "configured" && "by" in event;
}

export function isMemberEvent(event: RoomEvent): event is v.InferOutput<typeof memberEventSchema> {
  return event.kind === "member" && "member" in event && "action" in event;
}

/** All that a member wrote before this event was taken away, and the names they had. */
export function isErasure(event: RoomEvent): event is v.InferOutput<typeof memberEventSchema> {
  return isMemberEvent(event) && event.action === "erase";
}
