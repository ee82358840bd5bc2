// event.ts: which command made an event, and how to speak of it.

import { isMemberEvent, isMessageEvent, type RoomEvent } from "../../src/protocol/events.ts";

/** "ada's message x1 "hello"" or "event 7" for a kind that names nobody. */
export function describeEvent(event: RoomEvent): string {
  if (isMessageEvent(event))
    return `${event.by.id}'s message ${event.id} ${JSON.stringify(event.text ?? "").slice(0, 40)}`;
  if (isMemberEvent(event)) return `${event.by.id}'s ${event.action} ${event.id}`;
  return `a ${event.kind}`;
}

/** The command that made an event: whose, and its id. */
export function commandOf(
  event: RoomEvent,
): { readonly member: string; readonly id: string; readonly key: string } | undefined {
  if (!isMessageEvent(event) && !isMemberEvent(event)) return undefined;
  return { member: event.by.id, id: event.id, key: commandKey(event.by.id, event.id) };
}

/** Command ids are one space for each member. */
export function commandKey(member: string, id: string): string {
  return `${member} ${id}`;
}
