// Whom a command can mean: those who are here, those who wrote, and those about whom something was decided.

import type { RoomView } from "../room-view.ts";
import { knownStandings } from "../restrained.ts";
import type { Person } from "./slash-words.ts";

/** Those who wrote lately are looked for among so many of the newest. */
const NEWEST_MAX = 300;

/** Oneself is not among them: no command is about oneself by name. */
export function knownPeople(view: RoomView): readonly Person[] {
  const { state, timeline } = view;
  const { members, you } = state.value;
  const people = new Map<string, Person>();
  for (const item of timeline.value.slice(-NEWEST_MAX))
    if (item.kind === "message") people.set(item.message.by.id, item.message.by);
  for (const [id, { member }] of knownStandings(view)) people.set(id, member);
  // What they are called now comes last.
  for (const member of members.list) people.set(member.id, member);
  return [...people.values()].filter(({ id }) => id !== you?.id);
}
