// What a room remembers of a member beside what they said: role, ban, mute.

import * as v from "valibot";
import { type Author, type Role, roleSchema } from "../protocol/schemas.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type Standing = {
  /** The role given here; undefined for somebody who was given none. */
  readonly role: Role | undefined;
  /** Milliseconds since the Unix epoch; 0 for no ban. */
  readonly bannedUntil: number;
  readonly mutedUntil: number;
};

/** Whoever is banned or muted at a time. */
export type RestrainedRow = { readonly member: string; readonly bannedUntil: number; readonly mutedUntil: number };

/** What the log still has of why somebody was banned or muted; `called` is the name that they had then. */
export type Decision = {
  readonly by: Author;
  readonly at: number;
  readonly reason: string | undefined;
  readonly called: string | undefined;
};

/** A ban or a mute without an end. */
export const FOR_EVER = Number.MAX_SAFE_INTEGER;

const NONE: Standing = { role: undefined, bannedUntil: 0, mutedUntil: 0 };
/** Members remembered at once; reading one again costs a query. */
const HELD_MAX = 1000;

type DecisionRow = { at: number; member: string; name: string; reason: string | null; called: string | null };
type Row = { role: string | null; banned_until: number; muted_until: number };

export class Standings {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #held = new Map<string, Standing>();

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  of(member: string): Standing {
    const held = this.#held.get(member);
    if (held !== undefined) return held;
    if (!this.#log.exists) return NONE;
    const row = this.#database.exec<Row>(
      "SELECT role, banned_until, muted_until FROM standings WHERE member = ?",
      member,
    )[0];
    const standing = row === undefined ? NONE : toStanding(row);
    this.#hold(member, standing);
    return standing;
  }

  /** True for whoever was ever given one, also where nothing is left of it. */
  knows(member: string): boolean {
    if (!this.#log.exists) return false;
    return this.#database.exec("SELECT 1 FROM standings WHERE member = ?", member).length > 0;
  }

  /** Changes what is given and leaves the rest. */
  keep(member: string, change: Partial<Standing>): void {
    const standing = { ...this.of(member), ...change };
    this.#database.exec(
      `INSERT INTO standings (member, role, banned_until, muted_until) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET role = excluded.role, banned_until = excluded.banned_until, muted_until = excluded.muted_until`,
      member,
      standing.role ?? null,
      standing.bannedUntil,
      standing.mutedUntil,
    );
    this.#hold(member, standing);
  }

  /** The ids of all owners and moderators. */
  staff(): string[] {
    if (!this.#log.exists) return [];
    return this.#database
      .exec<{ member: string }>("SELECT member FROM standings WHERE role IN ('owner', 'moderator')")
      .map(({ member }) => member);
  }

  countOwners(): number {
    if (!this.#log.exists) return 0;
    return (
      this.#database.exec<{ count: number }>("SELECT count(*) AS count FROM standings WHERE role = 'owner'")[0]
        ?.count ?? 0
    );
  }

  /** Whoever is banned or muted at `now`, by their ids, of those after one. */
  restrained(now: number, after: string, limit: number): RestrainedRow[] {
    if (!this.#log.exists) return [];
    return this.#database
      .exec<{ member: string; banned_until: number; muted_until: number }>(
        `SELECT member, banned_until, muted_until FROM standings
          WHERE member > ?1 AND (banned_until > ?2 OR muted_until > ?2) ORDER BY member LIMIT ?3`,
        after,
        now,
        limit,
      )
      .map((row) => ({ member: row.member, bannedUntil: row.banned_until, mutedUntil: row.muted_until }));
  }

  /** The last that was decided of this kind about a member. Names and reasons that were erased are gone from it. */
  decision(member: string, action: "ban" | "mute"): Decision | undefined {
    if (!this.#log.exists) return undefined;
    // The index `events_about` answers this: it needs its very expression.
    const row = this.#database.exec<DecisionRow>(
      `SELECT at, member, name, body ->> '$.reason' AS reason, body ->> '$.member.name' AS called FROM events
        WHERE kind = 'member' AND json_extract(body, '$.member.id') = ? AND body ->> '$.action' = ? ORDER BY seq DESC LIMIT 1`,
      member,
      action,
    )[0];
    if (row === undefined) return undefined;
    return {
      by: { id: row.member, name: row.name },
      at: row.at,
      reason: row.reason ?? undefined,
      called: row.called ?? undefined,
    };
  }

  #hold(member: string, standing: Standing): void {
    if (this.#held.size >= HELD_MAX) this.#held.clear();
    this.#held.set(member, standing);
  }
}

function toStanding(row: Row): Standing {
  return {
    role: row.role === null ? undefined : v.parse(roleSchema, row.role),
    bannedUntil: row.banned_until,
    mutedUntil: row.muted_until,
  };
}
