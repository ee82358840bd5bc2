// Whom one may speak to by name: who is here, and who said something lately.

import { HERE, type Mentionable } from "./mention-words.ts";
import { isAtLeast } from "./roles.ts";
import type { RoomView } from "./room-view.ts";

/** Authors of so many of the newest messages are known. */
const RECENT = 200;

export function mentionable(view: RoomView): readonly Mentionable[] {
  const { you, members, timeline } = view.state.peek();
  const people = new Map<string, Mentionable>();
  const add = ({ id, name }: Mentionable): void => {
    if (id !== you?.id && name !== "" && !people.has(id)) people.set(id, { id, name });
  };
  for (const member of members.list) add(member);
  for (const item of timeline.slice(-RECENT).toReversed()) if (item.kind === "message") add(item.message.by);
  if (you !== undefined && isAtLeast(you.role, "moderator")) people.set(HERE.id, HERE);
  return [...people.values()];
}
