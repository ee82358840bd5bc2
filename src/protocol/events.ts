// All events: the durable changes of a room, one file each in events/.

import * as v from "valibot";
import { memberEventSchema } from "./events/member.ts";
import { messageEventSchema } from "./events/message.ts";
import { seqSchema, timeSchema } from "./schemas.ts";

export const eventSchemas = {
  message: messageEventSchema,
  member: memberEventSchema,
} as const;

export type EventKind = keyof typeof eventSchemas;
export type KnownEvent = { [K in EventKind]: v.InferOutput<(typeof eventSchemas)[K]> }[EventKind];

/** An event of a kind this version does not know. It is kept and counted, and not shown. */
const unknownEventSchema = v.looseObject({ seq: seqSchema, at: timeSchema, kind: v.string() });
export type UnknownEvent = v.InferOutput<typeof unknownEventSchema>;

export type RoomEvent = KnownEvent | UnknownEvent;

export const eventSchema = v.union([messageEventSchema, memberEventSchema, unknownEventSchema]);

export function isMessageEvent(event: RoomEvent): event is v.InferOutput<typeof messageEventSchema> {
  return event.kind === "message" && "by" in event && "id" in event;
}

export function isMemberEvent(event: RoomEvent): event is v.InferOutput<typeof memberEventSchema> {
  return event.kind === "member" && "member" in event && "action" in event;
}
