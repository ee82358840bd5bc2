// How far each member has read.

import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

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

  forget(memberId: string): void {
    if (this.#log.exists) this.#database.exec("DELETE FROM reads WHERE member = ?", memberId);
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
