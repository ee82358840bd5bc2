// Bots: who may speak in a room by a secret.

import type { Bot } from "../protocol/http.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type NewBot = {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret. */
  readonly digest: string;
  readonly inUrl: boolean;
  readonly by: string;
};

type Row = { id: string; name: string; digest: string; in_url: number; made_by: string; made_at: number };

export class Bots {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  add(bot: NewBot, now: number): void {
    this.#database.exec(
      "INSERT INTO bots (id, name, digest, in_url, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
      bot.id,
      bot.name,
      bot.digest,
      bot.inUrl ? 1 : 0,
      bot.by,
      now,
    );
  }

  list(): Bot[] {
    if (!this.#log.exists) return [];
    return this.#database.exec<Row>("SELECT * FROM bots ORDER BY made_at, id").map((row) => ({
      id: row.id,
      name: row.name,
      inUrl: row.in_url === 1,
      by: row.made_by,
      madeAt: row.made_at,
    }));
  }

  /** The name of the bot, where the digest is that of its secret and its secret may come that way. */
  find(id: string, digest: string, viaUrl: boolean): string | undefined {
    if (!this.#log.exists) return undefined;
    return this.#database.exec<{ name: string }>(
      "SELECT name FROM bots WHERE id = ? AND digest = ? AND in_url >= ?",
      id,
      digest,
      viaUrl ? 1 : 0,
    )[0]?.name;
  }

  /** Its old secret is of no use from here on. Gives undefined where there is none of that id. */
  rotate(id: string, digest: string): { readonly inUrl: boolean } | undefined {
    if (!this.#log.exists) return undefined;
    const row = this.#database.exec<{ in_url: number }>(
      "UPDATE bots SET digest = ? WHERE id = ? RETURNING in_url",
      digest,
      id,
    )[0];
    return row === undefined ? undefined : { inUrl: row.in_url === 1 };
  }

  remove(id: string): boolean {
    if (!this.#log.exists) return false;
    return this.#database.exec("DELETE FROM bots WHERE id = ? RETURNING id", id).length > 0;
  }
}
