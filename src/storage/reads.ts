// How far each member has read: in the room, and in threads.

import { THREAD_READS_MAX } from "../protocol/limits.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/**
 * A thread's row stands beside its member's own, under a key that no member has: ids hold no space, and nothing that sorts
 * between it and `!`.
 */
const threadKey = (memberId: string, root: number): string => `${memberId} ${root}`;
const threadsFrom = (memberId: string): string => `${memberId} `;
const threadsTo = (memberId: string): string => `${memberId}!`;

export class Reads {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  find(memberId: string): number {
    if (!this.#log.exists) return 0;
    return this.#database.exec<{ up_to: number }>("SELECT up_to FROM reads WHERE member = ?", memberId)[0]?.up_to ?? 0;
  }

  findThread(memberId: string, root: number): number {
    return this.find(threadKey(memberId, root));
  }

  /** By the roots of the threads that it is known of. */
  threadsOf(memberId: string): ReadonlyMap<number, number> {
    if (!this.#log.exists) return new Map();
    const from = threadsFrom(memberId);
    const rows = this.#database.exec<{ member: string; up_to: number }>(
      "SELECT member, up_to FROM reads WHERE member > ? AND member < ?",
      from,
      threadsTo(memberId),
    );
    return new Map(rows.map(({ member, up_to }) => [Number(member.slice(from.length)), up_to]));
  }

  forget(memberId: string): void {
    if (!this.#log.exists) return;
    this.#database.exec(
      "DELETE FROM reads WHERE member = ? OR (member > ? AND member < ?)",
      memberId,
      threadsFrom(memberId),
      threadsTo(memberId),
    );
  }

  /** The same in a thread. Of a member's threads the `THREAD_READS_MAX` that were read furthest are kept. */
  keepThread(memberId: string, root: number, upTo: number): void {
    if (!this.#log.exists) return;
    this.keep(threadKey(memberId, root), upTo);
    const [from, to] = [threadsFrom(memberId), threadsTo(memberId)];
    this.#database.exec(
      `DELETE FROM reads WHERE member > ?1 AND member < ?2 AND up_to < (
         SELECT up_to FROM reads WHERE member > ?1 AND member < ?2 ORDER BY up_to DESC LIMIT 1 OFFSET ?3
       )`,
      from,
      to,
      THREAD_READS_MAX - 1,
    );
  }

  /** Keeps the maximum. Does nothing in a room without a log. */
  keep(memberId: string, upTo: number): void {
    if (!this.#log.exists) return;
    this.#database.exec(
      "INSERT INTO reads (member, up_to) VALUES (?, ?) ON CONFLICT DO UPDATE SET up_to = max(up_to, excluded.up_to)",
      memberId,
      upTo,
    );
  }
}
