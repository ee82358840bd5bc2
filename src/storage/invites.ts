// The invites of a room: ways in for whoever holds a secret.

import * as v from "valibot";
import type { Invite } from "../protocol/http.ts";
import { type Role, roleSchema } from "../protocol/schemas.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type NewInvite = {
  readonly id: string;
  /** SHA-256 of the secret. */
  readonly digest: string;
  readonly role: Role;
  readonly uses: number;
  readonly expiresAt: number;
  readonly by: string;
};

type Row = { id: string; role: string; uses_left: number; expires_at: number; made_by: string; made_at: number };

export class Invites {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Forgets those that are of no use any more on the way. */
  add(invite: NewInvite, now: number): void {
    this.#database.exec("DELETE FROM invites WHERE uses_left <= 0 OR expires_at <= ?", now);
    this.#database.exec(
      "INSERT INTO invites (id, digest, role, uses_left, expires_at, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      invite.id,
      invite.digest,
      invite.role,
      invite.uses,
      invite.expiresAt,
      invite.by,
      now,
    );
  }

  /** Those that are of use, oldest first. */
  list(now: number): Invite[] {
    if (!this.#log.exists) return [];
    return this.#database
      .exec<Row>("SELECT * FROM invites WHERE uses_left > 0 AND expires_at > ? ORDER BY made_at, id", now)
      .map((row) => ({
        id: row.id,
        role: row.role,
        uses: row.uses_left,
        expiresAt: row.expires_at,
        madeAt: row.made_at,
        by: row.made_by,
      }));
  }

  /** Gives whether there was one. */
  revoke(id: string): boolean {
    if (!this.#log.exists) return false;
    return this.#database.exec("DELETE FROM invites WHERE id = ? RETURNING id", id).length > 0;
  }

  /** An invite and the role that it gives; undefined for one that is wrong, used or expired. Changes nothing. */
  find(digest: string, now: number): { readonly id: string; readonly role: Role } | undefined {
    if (!this.#log.exists) return undefined;
    const row = this.#database.exec<{ id: string; role: string }>(
      "SELECT id, role FROM invites WHERE digest = ? AND uses_left > 0 AND expires_at > ?",
      digest,
      now,
    )[0];
    return row === undefined ? undefined : { id: row.id, role: v.parse(roleSchema, row.role) };
  }

  use(digest: string): void {
    this.#database.exec("UPDATE invites SET uses_left = uses_left - 1 WHERE digest = ?", digest);
  }
}
