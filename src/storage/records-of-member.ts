// What the tables beside the log hold of a member in words: their names and reasons in reports, the audit record and removals
// under way, and digests of what they asked. Ids, acts and times stay: who did what is told, without a word of it.

import type { Database } from "./database.ts";

/** Columns of a table: whose id it is, their name, the reason that they gave, and when; removals under way have no time. */
type Words = {
  readonly table: string;
  readonly whose: string;
  readonly name: string;
  readonly reason?: string;
  readonly at?: string;
};

/** Where a row names several members, the words of each go alone. */
const WORDS: readonly Words[] = [
  { table: "reports", whose: "member", name: "name", reason: "reason", at: "at" },
  { table: "reports", whose: "author", name: "author_name", at: "at" },
  { table: "reports", whose: "resolved_by", name: "resolved_name", at: "resolved_at" },
  { table: "audit", whose: "member", name: "name", reason: "reason", at: "at" },
  { table: "purges", whose: "by_member", name: "by_name", reason: "reason" },
];

export class RecordsOfMember {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** True where a name or a reason of the member's is left. */
  hasAny(member: string): boolean {
    return WORDS.some(
      (words) => this.#database.exec(`SELECT 1 FROM ${words.table} WHERE ${leftOf(words)} LIMIT 1`, member).length > 0,
    );
  }

  /** Takes at most `limit` of each kind away, of what was there at `until`. Gives whether there may be more. */
  erase(member: string, until: number, limit: number): "more" | "done" {
    const before = this.#database.rowsWritten;
    for (const words of WORDS) {
      const { table, name, reason, at } = words;
      const emptied = `${name} = ''${reason === undefined ? "" : `, ${reason} = NULL`}`;
      this.#database.exec(
        `UPDATE ${table} SET ${emptied} WHERE rowid IN (
           SELECT rowid FROM ${table} WHERE ${leftOf(words)} AND ${at ?? 0} <= ?3 LIMIT ?2)`,
        member,
        limit,
        until,
      );
    }
    // An id that a command was done under stays done. What it was cannot be told from its digest any more.
    this.#database.exec(
      `UPDATE deeds SET content = '' WHERE member = ?1 AND id IN (
         SELECT id FROM deeds WHERE member = ?1 AND content <> '' AND at <= ?3 LIMIT ?2)`,
      member,
      limit,
      until,
    );
    return this.#database.rowsWritten - before >= limit ? "more" : "done";
  }
}

function leftOf({ whose, name, reason }: Words): string {
  return `${whose} = ?1 AND (${name} <> ''${reason === undefined ? "" : ` OR ${reason} IS NOT NULL`})`;
}
