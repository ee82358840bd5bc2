// Who chose what in which poll. One row for each member and poll, whatever they chose.

import type { MyVotes } from "../protocol/poll.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** How many chose each option, by its place, and how many members that are. */
export type Tally = { readonly votes: readonly number[]; readonly voters: number };

/** What one member chose: a bit for each option, and the seq of the event that made it so. */
export type Vote = { readonly choices: number; readonly seq: number };

type CountRow = { message: number; choices: number; count: number };

/** Polls whose tallies are remembered at once; counting one again reads a row for each voter. */
const TALLIES_HELD_MAX = 100;

export class Votes {
  readonly #database: Database;
  readonly #log: EventLog;
  /** Voters by choices, of polls that somebody voted in since this instance woke: a vote reads one row, not all. */
  readonly #held = new Map<number, ReadonlyMap<number, number>>();

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  find(message: number, member: string): Vote | undefined {
    return this.#database.exec<{ choices: number; seq: number }>(
      "SELECT choices, seq FROM votes WHERE message = ? AND member = ?",
      message,
      member,
    )[0];
  }

  /** What the poll comes to once somebody who chose `before` chooses `choices` in its place. */
  tallyAfter(message: number, before: number, choices: number, options: number): Tally {
    return tallyOf(moved(this.#counts(message), before, choices), options);
  }

  /** 0 takes the vote back. */
  put(message: number, member: string, choices: number, seq: number): void {
    const before = this.find(message, member)?.choices ?? 0;
    const counts = moved(this.#counts(message), before, choices);
    if (choices === 0) this.#database.exec("DELETE FROM votes WHERE message = ? AND member = ?", message, member);
    else
      this.#database.exec(
        `INSERT INTO votes (message, member, choices, seq) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET choices = ?3, seq = ?4`,
        message,
        member,
        choices,
        seq,
      );
    this.#hold(message, counts);
  }

  clear(message: number): void {
    this.#held.delete(message);
    this.#database.exec("DELETE FROM votes WHERE message = ?", message);
  }

  /** Voters by choices of each poll from one seq to another; none of a poll that nobody voted in. */
  countsBetween(first: number, last: number): ReadonlyMap<number, ReadonlyMap<number, number>> {
    const rows = this.#database.exec<CountRow>(
      `SELECT message, choices, count(*) AS count FROM votes
        WHERE message BETWEEN ? AND ? GROUP BY message, choices`,
      first,
      last,
    );
    const polls = new Map<number, Map<number, number>>();
    for (const { message, choices, count } of rows) {
      const counts = polls.get(message) ?? new Map<number, number>();
      polls.set(message, counts.set(choices, count));
    }
    return polls;
  }

  /**
   * A member's own in polls from one seq to another; undefined where there are none. From poll to poll, not from voter to
   * voter: how many voted does not matter.
   */
  mine(member: string, first: number, last: number): MyVotes | undefined {
    if (!this.#log.exists || first > last) return undefined;
    return mineOf(
      this.#database.exec<{ message: number; choices: number }>(
        `WITH RECURSIVE polls (poll) AS (
           SELECT min(message) FROM votes WHERE message >= ?1
           UNION ALL
           SELECT (SELECT min(message) FROM votes WHERE message > poll) FROM polls WHERE poll < ?2
         )
         SELECT message, choices FROM polls JOIN votes ON message = poll
          WHERE poll <= ?2 AND member = ?3 ORDER BY message`,
        first,
        last,
        member,
      ),
    );
  }

  /** A member's own in these polls. */
  mineOn(member: string, messages: readonly number[]): MyVotes | undefined {
    if (!this.#log.exists || messages.length === 0) return undefined;
    return mineOf(
      this.#database.exec<{ message: number; choices: number }>(
        `SELECT message, choices FROM votes
          WHERE message IN (SELECT value FROM json_each(?)) AND member = ? ORDER BY message`,
        JSON.stringify(messages),
        member,
      ),
    );
  }

  #counts(message: number): ReadonlyMap<number, number> {
    return (
      this.#held.get(message) ?? this.#hold(message, this.countsBetween(message, message).get(message) ?? new Map())
    );
  }

  #hold(message: number, counts: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
    if (this.#held.size >= TALLIES_HELD_MAX) this.#held.clear();
    this.#held.set(message, counts);
    return counts;
  }
}

/** A bit for each place of an option. */
export function choicesOf(options: readonly number[]): number {
  return options.reduce((choices, place) => choices | (1 << place), 0);
}

/** The places of the options, in order. */
export function optionsOf(choices: number): number[] {
  const places: number[] = [];
  for (let place = 0; choices >> place !== 0; place += 1) if (((choices >> place) & 1) === 1) places.push(place);
  return places;
}

export function tallyOf(counts: ReadonlyMap<number, number>, options: number): Tally {
  const votes = Array.from({ length: options }, () => 0);
  let voters = 0;
  for (const [choices, count] of counts) {
    voters += count;
    for (const place of optionsOf(choices)) votes[place] = (votes[place] ?? 0) + count;
  }
  return { votes, voters };
}

function moved(counts: ReadonlyMap<number, number>, from: number, to: number): ReadonlyMap<number, number> {
  const after = new Map(counts);
  if (from !== 0) after.set(from, (after.get(from) ?? 0) - 1);
  if (to !== 0) after.set(to, (after.get(to) ?? 0) + 1);
  return after;
}

function mineOf(rows: readonly { message: number; choices: number }[]): MyVotes | undefined {
  if (rows.length === 0) return undefined;
  return Object.fromEntries(rows.map(({ message, choices }) => [message, optionsOf(choices)]));
}
