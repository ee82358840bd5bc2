// Who has which reaction on which message.

import type { Mine } from "../protocol/message.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** A reaction as everybody sees it. */
export type ReactionCount = { readonly emoji: string; readonly count: number };

export class Reactions {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The seq of the event that put it there; undefined where it is not there. */
  find(message: number, emoji: string, member: string): number | undefined {
    return this.#database.exec<{ seq: number }>(
      "SELECT seq FROM reactions WHERE message = ? AND emoji = ? AND member = ?",
      message,
      emoji,
      member,
    )[0]?.seq;
  }

  /** How many different ones are on a message, and whether this is one of them. */
  variety(message: number, emoji: string): { readonly different: number; readonly has: boolean } {
    const rows = this.#database.exec<{ emoji: string }>(
      "SELECT DISTINCT emoji FROM reactions WHERE message = ?",
      message,
    );
    return { different: rows.length, has: rows.some((row) => row.emoji === emoji) };
  }

  put(message: number, emoji: string, member: string, seq: number): void {
    this.#database.exec(
      "INSERT INTO reactions (message, emoji, member, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      message,
      emoji,
      member,
      seq,
    );
  }

  take(message: number, emoji: string, member: string): void {
    this.#database.exec("DELETE FROM reactions WHERE message = ? AND emoji = ? AND member = ?", message, emoji, member);
  }

  clear(message: number): void {
    this.#database.exec("DELETE FROM reactions WHERE message = ?", message);
  }

  /** The counts on messages from one seq to another, each message's in the order in which they first came. */
  counts(first: number, last: number): ReadonlyMap<number, readonly ReactionCount[]> {
    const rows = this.#database.exec<{ message: number; emoji: string; count: number }>(
      `SELECT message, emoji, count(*) AS count FROM reactions
        WHERE message BETWEEN ? AND ? GROUP BY message, emoji ORDER BY message, min(seq)`,
      first,
      last,
    );
    const counts = new Map<number, ReactionCount[]>();
    for (const { message, emoji, count } of rows) {
      const of = counts.get(message);
      if (of === undefined) counts.set(message, [{ emoji, count }]);
      else of.push({ emoji, count });
    }
    return counts;
  }

  /** A member's own on messages from one seq to another. */
  mine(member: string, first: number, last: number): Mine {
    if (!this.#log.exists || first > last) return {};
    const rows = this.#database.exec<{ message: number; emoji: string }>(
      "SELECT message, emoji FROM reactions WHERE message BETWEEN ? AND ? AND member = ? ORDER BY message, seq",
      first,
      last,
      member,
    );
    return mineOf(rows);
  }

  /** A member's own on these messages. */
  mineOn(member: string, messages: readonly number[]): Mine {
    if (!this.#log.exists || messages.length === 0) return {};
    const rows = this.#database.exec<{ message: number; emoji: string }>(
      `SELECT message, emoji FROM reactions
        WHERE message IN (SELECT value FROM json_each(?)) AND member = ? ORDER BY message, seq`,
      JSON.stringify(messages),
      member,
    );
    return mineOf(rows);
  }
}

function mineOf(rows: readonly { message: number; emoji: string }[]): Mine {
  const mine: Record<string, string[]> = {};
  for (const { message, emoji } of rows) (mine[message] ??= []).push(emoji);
  return mine;
}
