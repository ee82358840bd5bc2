// Who is here and who writes, as frames tell it: pure folds.

import * as v from "valibot";
import type { Members } from "../protocol/frames/welcome.ts";
import type { PresenceFrame } from "../protocol/frames/presence.ts";
import { TYPING_EXPIRES_MS } from "../protocol/limits.ts";
import { type Author, roleSchema, type Role, type RosterEntry } from "../protocol/schemas.ts";
import type { Roster } from "./state.ts";

type Entry = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly idle?: boolean | undefined;
};

/** A role that this version does not know is shown as the common one. */
export function parseRole(role: string): Role {
  return v.is(roleSchema, role) ? role : "member";
}

function entry({ id, name, role, idle }: Entry): RosterEntry {
  return { id, name, role: parseRole(role), ...(idle === true ? { idle } : {}) };
}

export function rosterOf({ count, complete, list }: Members): Roster {
  return { count, complete, list: list.map(entry) };
}

export function foldPresence(held: Roster, frame: PresenceFrame): Roster {
  const base = frame.list === undefined ? held.list : frame.list.map(entry);
  const joined = (frame.joined ?? []).map(entry);
  const gone = new Set([...(frame.left ?? []), ...joined.map(({ id }) => id)]);
  const [idle, active] = [new Set(frame.idle), new Set(frame.active)];
  const list = [...base.filter(({ id }) => !gone.has(id)), ...joined];
  return {
    count: frame.count,
    complete: frame.complete ?? held.complete,
    list: idle.size + active.size === 0 ? list : list.map((member) => turned(member, idle, active)),
  };
}

function turned(member: RosterEntry, idle: ReadonlySet<string>, active: ReadonlySet<string>): RosterEntry {
  if (idle.has(member.id)) return { ...member, idle: true };
  if (!active.has(member.id)) return member;
  const { idle: _idle, ...rest } = member;
  return rest;
}

/** A member under another name or with another role. */
export function changeInRoster(held: Roster, id: string, change: Partial<Omit<RosterEntry, "id">>): Roster {
  if (!held.list.some((member) => member.id === id)) return held;
  return { ...held, list: held.list.map((member) => (member.id === id ? { ...member, ...change } : member)) };
}

/** Somebody who writes, until when it is believed without being told again. */
export type Typing = { readonly author: Author; readonly untilMs: number };

/** A typing frame names everybody who writes now; one's own writing is not shown. */
export function foldTyping(members: readonly Author[], you: string | undefined, nowMs: number): readonly Typing[] {
  return members
    .filter(({ id }) => id !== you)
    .map(({ id, name }) => ({ author: { id, name }, untilMs: nowMs + TYPING_EXPIRES_MS }));
}

/** Without those whose time is over, and without the authors of `said`. Gives the same list where nothing changes. */
export function endTyping(held: readonly Typing[], nowMs: number, said: ReadonlySet<string>): readonly Typing[] {
  const left = held.filter(({ author, untilMs }) => untilMs > nowMs && !said.has(author.id));
  return left.length === held.length ? held : left;
}
