// The room's SQLite: runs statements, counts billed rows, and applies migrations.

import type { ChatError } from "../protocol/errors.ts";

/** A row as SQLite gives it; `exec` is told which columns its statement has. */
type Row = Record<string, SqlStorageValue>;

/** One step of the schema. Steps are only ever added at the end: what is applied is a prefix of the list. */
export type Migration = { readonly id: number; readonly statements: readonly string[] };

export class Database {
  readonly #storage: DurableObjectStorage;
  #rowsWritten = 0;
  #rowsRead = 0;
  #retiredFor: ChatError | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Rows written since the object woke, every index counted: what Cloudflare bills. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /** Rows that statements looked at since the object woke, billed too. */
  get rowsRead(): number {
    return this.#rowsRead;
  }

  /** True once all that it held is gone or about to go, and another one is to stand in its place. */
  get isRetired(): boolean {
    return this.#retiredFor !== undefined;
  }

  /** From here on every statement is refused, for this reason: what is still under way must not write into what comes after. */
  retire(why: ChatError): void {
    this.#retiredFor = why;
  }

  /** Runs one statement and gives all its rows. Values are bound, never pasted into the text. */
  exec<T extends Row>(statement: string, ...values: SqlStorageValue[]): T[] {
    if (this.#retiredFor !== undefined) throw this.#retiredFor;
    const cursor = this.#storage.sql.exec<T>(statement, ...values);
    const rows = cursor.toArray();
    this.#rowsWritten += cursor.rowsWritten;
    this.#rowsRead += cursor.rowsRead;
    return rows;
  }

  /** Reads alone: a look at a room that nobody spoke in makes no table. */
  isMade(): boolean {
    return this.exec("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").length > 0;
  }

  /**
   * Brings the schema up to date in one transaction; `PRAGMA user_version` is refused in Durable Objects.
   * Throws where a newer version of the code has been here: an older one must not write into what it does not know.
   */
  migrate(migrations: readonly Migration[]): void {
    this.#storage.transactionSync(() => {
      this.exec("CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY) STRICT");
      const applied = this.exec<{ id: number }>("SELECT id FROM migrations ORDER BY id").map((row) => row.id);
      const known = migrations.map((migration) => migration.id);
      if (applied.some((id, index) => id !== known[index])) {
        throw new Error(`unable to open room; its schema ${applied.join(",")} is no prefix of ${known.join(",")}`);
      }
      for (const migration of migrations.slice(applied.length)) {
        for (const statement of migration.statements) this.exec(statement);
        this.exec("INSERT INTO migrations (id) VALUES (?)", migration.id);
      }
    });
  }
}
