// The networks of guests, as keyed hashes: where those who spoke came from lately, and which of them guests who are new may not come from.

import { NETWORK_BAN_MS, NETWORK_KEPT_MS } from "../protocol/limits.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** A row is written anew after so long, that it may be forgotten in time. */
const REFRESH_MS = NETWORK_KEPT_MS / 2;
/** Rows past their time go this often, while guests speak; by the alarm where nobody does. */
const FORGET_EVERY_MS = 3_600_000;
/** Guests remembered in memory; reading one again costs a query. */
const HELD_MAX = 1000;

type Seen = { readonly network: string; readonly at: number };
type Ban = { readonly network: string; readonly since: number; readonly until: number };

export class Networks {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #seen = new Map<string, Seen | undefined>();
  /** All bans that may still hold; undefined until they were read. */
  #bans: readonly Ban[] | undefined;
  #forgotAt: number | undefined;
  /** What `oldestUntil` read last; what comes later is not sooner. Undefined where it is to be read again. */
  #oldest: { readonly until: number | undefined } | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** A guest did something that the log has. One row where they are new, come from elsewhere, or a day has passed. */
  saw(member: string, network: string, now: number): "marked" | "known" {
    const before = this.#find(member);
    if (before !== undefined && before.network === network && now - before.at < REFRESH_MS) return "known";
    this.#database.exec(
      `INSERT INTO guest_networks (member, network, at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET network = ?2, at = ?3`,
      member,
      network,
      now,
    );
    if (this.#seen.size >= HELD_MAX) this.#seen.clear();
    this.#seen.set(member, { network, at: now });
    if (this.#oldest?.until === undefined) this.#oldest = undefined;
    if (this.#forgotAt === undefined || now - this.#forgotAt >= FORGET_EVERY_MS) this.forgetOld(now);
    return "marked";
  }

  /** Where the guest was seen last, if that is not too long ago. */
  of(member: string, now: number): string | undefined {
    const seen = this.#find(member);
    return seen === undefined || now - seen.at > NETWORK_KEPT_MS ? undefined : seen.network;
  }

  /** The member was erased. Marks of networks in bans stay for as long as the bans hold. */
  forget(member: string): void {
    this.#seen.delete(member);
    this.#database.exec("DELETE FROM guest_networks WHERE member = ?", member);
  }

  /** Guests who spoke two days ago go, with those of the hour after, that one alarm is enough for many; and bans that ended. */
  forgetOld(now: number): void {
    if (!this.#log.exists) return;
    this.#forgotAt = now;
    this.#seen.clear();
    this.#oldest = undefined;
    this.#database.exec("DELETE FROM guest_networks WHERE at < ?", now - NETWORK_KEPT_MS + FORGET_EVERY_MS);
    this.#database.exec("DELETE FROM network_bans WHERE until <= ?", now);
  }

  /**
   * When the oldest of all that is kept is to go; undefined where nothing is. Reads every row, once in a life and after
   * each change that may bring it forward: until then it may say a time at which nothing is to go any more.
   */
  oldestUntil(): number | undefined {
    if (!this.#log.exists) return undefined;
    this.#oldest ??= { until: this.#readOldest() };
    return this.#oldest.until;
  }

  #readOldest(): number | undefined {
    const [row] = this.#database.exec<{ at: number | null; until: number | null }>(
      "SELECT (SELECT min(at) FROM guest_networks) AS at, (SELECT min(until) FROM network_bans) AS until",
    );
    const dues = [row?.at == null ? undefined : row.at + NETWORK_KEPT_MS, row?.until ?? undefined];
    const known = dues.filter((due) => due !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  /** Keeps guests away who are made from now on, until the member's ban ends, and for a day at most. */
  ban(member: string, networks: Iterable<string>, until: number, now: number): void {
    this.#database.exec("DELETE FROM network_bans WHERE until <= ?", now);
    for (const network of new Set(networks)) {
      this.#database.exec(
        `INSERT INTO network_bans (network, member, since, until) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET since = min(since, ?3), until = ?4`,
        network,
        member,
        now,
        Math.min(until, now + NETWORK_BAN_MS),
      );
    }
    this.#bans = undefined;
    this.#oldest = undefined;
  }

  /** The member's ban was lifted. */
  unban(member: string): void {
    this.#database.exec("DELETE FROM network_bans WHERE member = ?", member);
    this.#bans = undefined;
  }

  /** Until when a guest made at `madeAt` may not come from a network; 0 where nothing stands against it. */
  bannedUntil(network: string, madeAt: number, now: number): number {
    const holding = this.#allBans().filter((ban) => ban.network === network && ban.until > now && madeAt >= ban.since);
    return Math.max(0, ...holding.map(({ until }) => until));
  }

  #find(member: string): Seen | undefined {
    if (this.#seen.has(member)) return this.#seen.get(member);
    if (!this.#log.exists) return undefined;
    const seen = this.#database.exec<Seen>("SELECT network, at FROM guest_networks WHERE member = ?", member)[0];
    if (this.#seen.size >= HELD_MAX) this.#seen.clear();
    this.#seen.set(member, seen);
    return seen;
  }

  #allBans(): readonly Ban[] {
    if (!this.#log.exists) return [];
    this.#bans ??= this.#database.exec<Ban>("SELECT network, since, until FROM network_bans");
    return this.#bans;
  }
}
