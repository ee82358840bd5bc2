// past.ts: a simulated past of a room, since workerd keeps none: what its tables held, put back the way the platform would.

import { runInDurableObject } from "cloudflare:test";
import { type PastStates, pastStatesOf } from "../../../src/room/past-states.ts";
import { roomObject } from "./enter.ts";

type Rows = Map<string, { readonly sql: string; readonly rows: Record<string, SqlStorageValue>[] }>;
type Saved = { readonly at: number; readonly rows: Rows; readonly mark: unknown };

/** Search is left alone: its tables are FTS5's own, and no rule here looks into it. */
const TABLES = `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
  AND name NOT LIKE '%cf_%' AND name NOT LIKE 'message_words%'`;

/** Where the simulated platform fails, once. */
export type Fault = "no bookmark" | "not restarted";

export class Past {
  readonly #room: string;
  readonly #saved: Saved[] = [];
  /** How often the room went back. */
  times = 0;

  constructor(room: string) {
    this.#room = room;
  }

  /** Keeps how the room is now, and gives the time to go back to it. */
  async keep(): Promise<number> {
    const at = Date.now() + this.#saved.length - 1000;
    await runInDurableObject(roomObject(this.#room), (_, { storage }) => {
      const rows: Rows = new Map();
      for (const { name, sql } of storage.sql.exec<{ name: string; sql: string }>(TABLES).toArray())
        rows.set(name, { sql, rows: storage.sql.exec(`SELECT * FROM ${name}`).toArray() });
      this.#saved.push({ at, rows, mark: storage.kv.get("restore") });
    });
    return at;
  }

  /** Puts itself in the platform's place, for the instance that is awake now. */
  async attach(fault?: Fault): Promise<void> {
    await runInDurableObject(roomObject(this.#room), (object, context) => {
      const platform = pastStatesOf(context);
      let next: Saved | undefined;
      object.pastStates = {
        bookmarkAt: async (at) => {
          if (fault === "no bookmark") throw new Error("no such bookmark");
          return String(at);
        },
        goBackTo: async (bookmark) => {
          next = this.#saved.find(({ at }) => String(at) === bookmark);
          if (next === undefined) throw new Error("no such bookmark");
        },
        restart: async () => {
          if (fault === "not restarted") return;
          if (next !== undefined) putBack(context.storage, next);
          this.times += 1;
          await platform.restart();
        },
      } satisfies PastStates;
    });
  }
}

function putBack({ sql, kv }: DurableObjectStorage, { rows, mark }: Saved): void {
  const standing = sql.exec<{ name: string }>(TABLES).toArray();
  for (const { name } of standing) sql.exec(`DROP TABLE ${name}`);
  for (const [name, table] of rows) {
    sql.exec(table.sql);
    for (const row of table.rows) {
      const columns = Object.keys(row);
      const places = columns.map(() => "?").join(", ");
      sql.exec(`INSERT INTO ${name} (${columns.join(", ")}) VALUES (${places})`, ...Object.values(row));
    }
  }
  if (mark === undefined) kv.delete("restore");
  else kv.put("restore", mark);
}
