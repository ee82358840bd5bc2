// What moderators and owners did, and why: rows are added and never changed but by erasing, and hold nothing of what anybody said.

import type { Audit, AuditEntry, RecordsRange } from "../protocol/http.ts";
import type { Author } from "../protocol/schemas.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type Act = {
  readonly action: string;
  /** A member's id, the seq of a message, or what else it was about. */
  readonly target?: string | undefined;
  readonly reason?: string | undefined;
};

type Row = {
  entry: number;
  at: number;
  member: string;
  name: string;
  action: string;
  target: string | null;
  reason: string | null;
};

export class AuditRecord {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  add(by: Author, { action, target, reason }: Act, now: number): void {
    this.#database.exec(
      "INSERT INTO audit (at, member, name, action, target, reason) VALUES (?, ?, ?, ?, ?, ?)",
      now,
      by.id,
      by.name,
      action,
      target ?? null,
      reason ?? null,
    );
  }

  /** Newest first. */
  page({ before = Number.MAX_SAFE_INTEGER, limit }: RecordsRange): Audit {
    if (!this.#log.exists) return { entries: [], more: false };
    const rows = this.#database.exec<Row>(
      "SELECT * FROM audit WHERE entry < ? ORDER BY entry DESC LIMIT ?",
      before,
      limit + 1,
    );
    return { entries: rows.slice(0, limit).map(toEntry), more: rows.length > limit };
  }
}

function toEntry(row: Row): AuditEntry {
  return {
    entry: row.entry,
    at: row.at,
    by: { id: row.member, name: row.name },
    action: row.action,
    ...(row.target === null ? {} : { target: row.target }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
