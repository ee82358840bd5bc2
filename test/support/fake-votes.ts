// What a poll of a fake room comes to, made from the whole log each time: a second opinion to the client's folds.

import type { LoggedEvent } from "./fake-server.ts";

export type FakePoll = { question: string; options: string[]; multiple?: boolean };
export type ShownPoll = FakePoll & { votes?: number[]; voters?: number; closedAt?: number };

/** Who chose what, from the events about one message. */
function chosen(about: readonly LoggedEvent[]): ReadonlyMap<string, readonly number[]> {
  const held = new Map<string, readonly number[]>();
  for (const { kind, by, options = [] } of about) {
    if (kind !== "voted") continue;
    if (options.length === 0) held.delete(by.id);
    else held.set(by.id, options);
  }
  return held;
}

function tallyOf(options: number, votes: Iterable<readonly number[]>): { votes: number[]; voters: number } {
  const all = [...votes];
  return {
    votes: Array.from({ length: options }, (_, place) => all.filter((each) => each.includes(place)).length),
    voters: all.length,
  };
}

export function pollOf(poll: FakePoll, about: readonly LoggedEvent[]): ShownPoll {
  const votes = chosen(about);
  const closed = about.find(({ kind }) => kind === "closed");
  return {
    ...poll,
    ...(votes.size === 0 ? {} : tallyOf(poll.options.length, votes.values())),
    ...(closed === undefined ? {} : { closedAt: closed.at }),
  };
}

/** The fields of the event that a vote makes; undefined where it changes nothing. */
export function voteOf(poll: ShownPoll, about: readonly LoggedEvent[], member: string, options: number[]) {
  if (poll.closedAt !== undefined) return undefined;
  const before = chosen(about);
  if (JSON.stringify(before.get(member) ?? []) === JSON.stringify(options)) return undefined;
  const others = [...before].flatMap(([voter, places]) => (voter === member ? [] : [places]));
  const all = options.length === 0 ? others : [...others, options];
  return { kind: "voted", options, ...tallyOf(poll.options.length, all) };
}

/** A member's own votes in what is shown, by seq; undefined where there are none. */
export function myVotesOf(
  log: readonly LoggedEvent[],
  shown: readonly { seq: number; poll?: ShownPoll }[],
  member: string,
): Record<string, readonly number[]> | undefined {
  const mine: Record<string, readonly number[]> = {};
  for (const { seq, poll } of shown) {
    const own = chosen(log.filter(({ message }) => message === seq)).get(member);
    if (poll !== undefined && own !== undefined) mine[seq] = own;
  }
  return Object.keys(mine).length === 0 ? undefined : mine;
}
