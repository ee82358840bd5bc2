// The values of a room over a sleep: one row, whatever their number.

import * as v from "valibot";
import { valueSchema, type Value } from "../protocol/frames/values.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** Pairs, since a record of valibot drops the keys `constructor` and `prototype`. */
const bodySchema = v.array(v.tuple([v.string(), valueSchema]));

export class KeptValues {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  load(): ReadonlyMap<string, Value> {
    if (!this.#log.exists) return new Map();
    const body = this.#database.exec<{ body: string }>("SELECT body FROM kept_values")[0]?.body;
    return body === undefined ? new Map() : new Map(v.parse(bodySchema, JSON.parse(body)));
  }

  /** False in a room without a log, which keeps nothing. */
  get canKeep(): boolean {
    return this.#log.exists;
  }

  keep(values: ReadonlyMap<string, Value>): void {
    if (!this.#log.exists) return;
    this.#database.exec(
      "INSERT INTO kept_values (id, body) VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
      JSON.stringify([...values]),
    );
  }
}
