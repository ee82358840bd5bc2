// Removals of all that a member said which are still under way, and the messages that are next.

import type { Author } from "../protocol/schemas.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type Purge = {
  readonly purge: number;
  readonly room: string;
  readonly by: Author;
  readonly member: string;
  /** Milliseconds since the Unix epoch; 0 for everything. */
  readonly sinceAt: number;
  readonly reason: string | undefined;
  /** From here down is not looked at yet. */
  readonly nextSeq: number;
};

type Row = {
  purge: number;
  room: string;
  by_member: string;
  by_name: string;
  member: string;
  since_at: number;
  reason: string | null;
  next_seq: number;
};

export class Purges {
  readonly #database: Database;
  readonly #log: EventLog;
  /** Undefined until it was looked up. */
  #hasAny: boolean | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** False in nearly every room, which then costs a message nothing. */
  get hasAny(): boolean {
    this.#hasAny ??= this.first() !== undefined;
    return this.#hasAny;
  }

  add({ room, by, member, sinceAt, reason, nextSeq }: Omit<Purge, "purge">): void {
    this.#database.exec(
      `INSERT INTO purges (room, by_member, by_name, member, since_at, reason, next_seq) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      room,
      by.id,
      by.name,
      member,
      sinceAt,
      reason ?? null,
      nextSeq,
    );
    this.#hasAny = true;
  }

  /** The oldest that is not through. */
  first(): Purge | undefined {
    if (!this.#log.exists) return undefined;
    const row = this.#database.exec<Row>("SELECT * FROM purges ORDER BY purge LIMIT 1")[0];
    if (row === undefined) return undefined;
    const { purge, room, member } = row;
    const by = { id: row.by_member, name: row.by_name };
    return { purge, room, member, by, sinceAt: row.since_at, reason: row.reason ?? undefined, nextSeq: row.next_seq };
  }

  movedTo(purge: number, nextSeq: number): void {
    this.#database.exec("UPDATE purges SET next_seq = ? WHERE purge = ?", nextSeq, purge);
  }

  done(purge: number): void {
    this.#database.exec("DELETE FROM purges WHERE purge = ?", purge);
    this.#hasAny = undefined;
  }

  /**
   * Messages of the member among the `span` events from `from` down that still have their content, newest first, `limit` at most;
   * `next` is where to go on, undefined where nothing of the time is left.
   */
  step(
    { member, sinceAt, nextSeq: from }: Purge,
    span: number,
    limit: number,
  ): { readonly seqs: readonly number[]; readonly next: number | undefined } {
    const floor = Math.max(0, from - span);
    const rows = this.#database.exec<{ seq: number }>(
      `SELECT seq FROM events LEFT JOIN changes ON message = seq
        WHERE seq <= ? AND seq > ? AND member = ? AND kind = 'message' AND at >= ? AND removed_seq IS NULL
        ORDER BY seq DESC LIMIT ?`,
      from,
      floor,
      member,
      sinceAt,
      limit,
    );
    const seqs = rows.map(({ seq }) => seq);
    const last = seqs.at(-1);
    if (seqs.length === limit && last !== undefined) return { seqs, next: last - 1 };
    const at = this.#database.exec<{ at: number }>("SELECT at FROM events WHERE seq = ?", floor)[0]?.at;
    return { seqs, next: at === undefined || at < sinceAt ? undefined : floor };
  }
}
