// Outgoing webhooks: where the events of a room go, and how far each has got.

import * as v from "valibot";
import type { Webhook } from "../protocol/http.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type NewWebhook = {
  readonly id: string;
  /** The room's name, which an object cannot always tell when its alarm rings. */
  readonly room: string;
  readonly url: string;
  readonly secret: string;
  readonly kinds: readonly string[];
  readonly by: string;
};

/** One that is switched on, as the deliverer needs it. */
export type LiveWebhook = {
  readonly id: string;
  readonly room: string;
  readonly url: string;
  readonly secret: string;
  readonly kinds: ReadonlySet<string>;
  readonly seq: number;
  readonly attempts: number;
  /** 0 where the last delivery went well. */
  readonly failingSince: number;
  /** Not before; milliseconds since the Unix epoch. */
  readonly nextAt: number;
};

type Row = {
  id: string;
  room: string;
  url: string;
  secret: string;
  kinds: string;
  made_by: string;
  made_at: number;
  seq: number;
  attempts: number;
  failing_since: number;
  next_at: number;
  switched_off_at: number;
};

const kindsSchema = v.array(v.string());

export class Webhooks {
  readonly #database: Database;
  readonly #log: EventLog;
  /** Undefined until it was looked up. */
  #hasLive: boolean | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** False in nearly every room, which then costs a message nothing. */
  get hasLive(): boolean {
    this.#hasLive ??= this.live().length > 0;
    return this.#hasLive;
  }

  /** Begins after what is in the log now. */
  add(webhook: NewWebhook, now: number): void {
    this.#database.exec(
      "INSERT INTO webhooks (id, room, url, secret, kinds, made_by, made_at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      webhook.id,
      webhook.room,
      webhook.url,
      webhook.secret,
      JSON.stringify(webhook.kinds),
      webhook.by,
      now,
      this.#log.head,
    );
    this.#hasLive = true;
  }

  /** Without secrets, oldest first. */
  list(): Webhook[] {
    return this.#rows("ORDER BY made_at, id").map((row) => ({
      id: row.id,
      url: row.url,
      kinds: v.parse(kindsSchema, JSON.parse(row.kinds)),
      by: row.made_by,
      madeAt: row.made_at,
      seq: row.seq,
      attempts: row.attempts,
      ...(row.switched_off_at === 0 ? {} : { switchedOffAt: row.switched_off_at }),
    }));
  }

  live(): LiveWebhook[] {
    return this.#rows("WHERE switched_off_at = 0").map((row) => ({
      id: row.id,
      room: row.room,
      url: row.url,
      secret: row.secret,
      kinds: new Set(v.parse(kindsSchema, JSON.parse(row.kinds))),
      seq: row.seq,
      attempts: row.attempts,
      failingSince: row.failing_since,
      nextAt: row.next_at,
    }));
  }

  /** Gives whether there was one. */
  /** Gives the address of the one that was there. */
  remove(id: string): string | undefined {
    if (!this.#log.exists) return undefined;
    this.#hasLive = undefined;
    return this.#database.exec<{ url: string }>("DELETE FROM webhooks WHERE id = ? RETURNING url", id)[0]?.url;
  }

  /** Everything up to `seq` was delivered, or is of no kind that it wants. */
  delivered(id: string, seq: number): void {
    this.#database.exec(
      "UPDATE webhooks SET seq = ?, attempts = 0, failing_since = 0, next_at = 0 WHERE id = ?",
      seq,
      id,
    );
  }

  failed(id: string, since: number, nextAt: number): void {
    this.#database.exec(
      "UPDATE webhooks SET attempts = attempts + 1, failing_since = ?, next_at = ? WHERE id = ?",
      since,
      nextAt,
      id,
    );
  }

  switchOff(id: string, now: number): void {
    this.#database.exec("UPDATE webhooks SET switched_off_at = ? WHERE id = ?", now, id);
    this.#hasLive = undefined;
  }

  #rows(rest: string): Row[] {
    return this.#log.exists ? this.#database.exec<Row>(`SELECT * FROM webhooks ${rest}`) : [];
  }
}
