// Who is asked before something is said in the room, where its owner named somebody.

import * as v from "valibot";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

export type PublishHook = {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly onFailure: "open" | "closed";
  readonly by: string;
  readonly madeAt: number;
};

type Row = { url: string; secret: string; timeout_ms: number; on_failure: string; made_by: string; made_at: number };

const onFailureSchema = v.picklist(["open", "closed"]);

export class StoredHook {
  readonly #database: Database;
  readonly #log: EventLog;
  #held: PublishHook | "none" | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Undefined in nearly every room. */
  get current(): PublishHook | undefined {
    if (!this.#log.exists) return undefined;
    this.#held ??= this.#read() ?? "none";
    return this.#held === "none" ? undefined : this.#held;
  }

  put(hook: PublishHook): void {
    this.#database.exec(
      `INSERT OR REPLACE INTO publish_hook (id, url, secret, timeout_ms, on_failure, made_by, made_at)
       VALUES (1, ?, ?, ?, ?, ?, ?)`,
      hook.url,
      hook.secret,
      hook.timeoutMs,
      hook.onFailure,
      hook.by,
      hook.madeAt,
    );
    this.#held = hook;
  }

  /** Gives whether there was one. */
  remove(): boolean {
    const was = this.current !== undefined;
    if (was) this.#database.exec("DELETE FROM publish_hook");
    this.#held = "none";
    return was;
  }

  #read(): PublishHook | undefined {
    const row = this.#database.exec<Row>("SELECT * FROM publish_hook")[0];
    if (row === undefined) return undefined;
    const { url, secret } = row;
    const onFailure = v.parse(onFailureSchema, row.on_failure);
    return { url, secret, timeoutMs: row.timeout_ms, onFailure, by: row.made_by, madeAt: row.made_at };
  }
}
