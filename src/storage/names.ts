// Names that members chose in this room.

import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export class Names {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The name to show: the one chosen here, unless the token has another than it had then (contract 11). */
  find(memberId: string, tokenName: string): string {
    if (!this.#log.exists) return tokenName;
    const row = this.#database.exec<{ name: string; token_name: string }>(
      "SELECT name, token_name FROM names WHERE member = ?",
      memberId,
    )[0];
    return row !== undefined && row.token_name === tokenName ? row.name : tokenName;
  }

  /** The name last chosen here, whatever their token says since. */
  chosen(memberId: string): string | undefined {
    if (!this.#log.exists) return undefined;
    return this.#database.exec<{ name: string }>("SELECT name FROM names WHERE member = ?", memberId)[0]?.name;
  }

  keep(memberId: string, name: string, tokenName: string): void {
    this.#database.exec(
      "INSERT INTO names (member, name, token_name) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, token_name = excluded.token_name",
      memberId,
      name,
      tokenName,
    );
  }
}
