// The queue of what members told the moderators of: bounded, numbered, without what the messages said.

import type { RecordsRange, Reports, ShownReport } from "../protocol/http.ts";
import { REPORTS_MAX } from "../protocol/limits.ts";
import type { Author } from "../protocol/schemas.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type NewReport = {
  readonly by: Author;
  readonly message: number;
  readonly author: Author;
  readonly reason: string | undefined;
};

type Row = {
  report: number;
  at: number;
  member: string;
  name: string;
  message: number;
  author: string;
  author_name: string;
  reason: string | null;
  resolved_at: number | null;
  resolved_by: string | null;
  resolved_name: string | null;
  outcome: string | null;
};

export class ReportQueue {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** How many wait; of one member where one is named. */
  countWaiting(member?: string): number {
    if (!this.#log.exists) return 0;
    const ofMember = member === undefined ? "" : "AND member = ?";
    const rows = this.#database.exec<{ count: number }>(
      `SELECT count(*) AS count FROM reports WHERE resolved_at IS NULL ${ofMember}`,
      ...(member === undefined ? [] : [member]),
    );
    return rows[0]?.count ?? 0;
  }

  /** True where the member told of the message already. */
  has(member: string, message: number): boolean {
    return this.#database.exec("SELECT 1 FROM reports WHERE member = ? AND message = ?", member, message).length > 0;
  }

  /** The oldest resolved ones go where there are too many. */
  add({ by, message, author, reason }: NewReport, now: number): void {
    this.#database.exec(
      `DELETE FROM reports WHERE report IN (
         SELECT report FROM reports WHERE resolved_at IS NOT NULL ORDER BY report DESC LIMIT -1 OFFSET ?)`,
      REPORTS_MAX,
    );
    this.#database.exec(
      `INSERT INTO reports (at, member, name, message, author, author_name, reason) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      now,
      by.id,
      by.name,
      message,
      author.id,
      author.name,
      reason ?? null,
    );
  }

  /** "waiting" and "resolved", or undefined for a number that none has. */
  stateOf(report: number): "waiting" | "resolved" | undefined {
    if (!this.#log.exists) return undefined;
    const row = this.#database.exec<{ resolved_at: number | null }>(
      "SELECT resolved_at FROM reports WHERE report = ?",
      report,
    )[0];
    if (row === undefined) return undefined;
    return row.resolved_at === null ? "waiting" : "resolved";
  }

  resolve(report: number, by: Author, outcome: string, now: number): void {
    this.#database.exec(
      "UPDATE reports SET resolved_at = ?, resolved_by = ?, resolved_name = ?, outcome = ? WHERE report = ?",
      now,
      by.id,
      by.name,
      outcome,
      report,
    );
  }

  /** Newest first, resolved ones too. */
  page({ before = Number.MAX_SAFE_INTEGER, limit }: RecordsRange): Reports {
    if (!this.#log.exists) return { reports: [], waiting: 0, more: false };
    const rows = this.#database.exec<Row>(
      "SELECT * FROM reports WHERE report < ? ORDER BY report DESC LIMIT ?",
      before,
      limit + 1,
    );
    return { reports: rows.slice(0, limit).map(toReport), waiting: this.countWaiting(), more: rows.length > limit };
  }
}

function toReport(row: Row): ShownReport {
  return {
    report: row.report,
    at: row.at,
    by: { id: row.member, name: row.name },
    message: row.message,
    author: { id: row.author, name: row.author_name },
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.resolved_at === null ? {} : { resolvedAt: row.resolved_at }),
    ...(row.resolved_by === null ? {} : { resolvedBy: { id: row.resolved_by, name: row.resolved_name ?? "" } }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  };
}
