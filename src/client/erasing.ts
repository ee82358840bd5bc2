// What is left of messages and changes once a member is erased: pure folds.

import { isErasure, type RoomEvent } from "../protocol/events.ts";
import type { Message } from "../protocol/message.ts";
import type { Author } from "../protocol/schemas.ts";
import type { ConfirmedItem } from "./state.ts";

/** The message after an event that may have erased its author: of what they wrote before, the place is left. */
export function afterErasure(message: Message, event: RoomEvent): Message {
  if (!isErasure(event) || event.member.id !== message.by.id || event.seq <= message.seq) return message;
  const { seq, at, by, id, thread, removedAt } = message;
  return {
    seq,
    at,
    by: { id: by.id, name: "" },
    id,
    ...(thread === undefined ? {} : { thread }),
    ...(removedAt === undefined ? { erased: true } : { removedAt }),
  };
}

/** The same of any item; the same one where it is not the erased member's. */
export function itemAfterErasure(item: ConfirmedItem, event: RoomEvent): ConfirmedItem {
  if (!isErasure(event)) return item;
  if (item.kind === "message") {
    const message = afterErasure(item.message, event);
    return message === item.message ? item : { kind: "message", message };
  }
  if (item.kind === "gap" || item.event.seq >= event.seq) return item;
  const whom = event.member.id;
  const change = item.event;
  const by = nameless(change.by, whom);
  if (change.kind === "configured") return by === change.by ? item : { kind: "change", event: { ...change, by } };
  const member = nameless(change.member, whom);
  if (by === change.by && member === change.member) return item;
  const { reason, ...rest } = change;
  const said = reason === undefined || by !== change.by ? {} : { reason };
  return { kind: "change", event: { ...rest, by, member, ...said, erased: true } };
}

function nameless(author: Author, whom: string): Author {
  return author.id === whom && author.name !== "" ? { ...author, name: "" } : author;
}
