// Full-text search over a room's messages. The index is what the log folds to, up to a mark, and catches up when asked.

import * as v from "valibot";
import type { Database } from "./database.ts";
import type { EventLog, StoredEvent } from "./event-log.ts";

/** Events that one search indexes at most: about a second of work; the rest comes with the next ones. */
const STEP = 20_000;
const BATCH = 500;
/** Deleted words stay in the index's pages until those are written anew; deletions of so long share one such work. */
const PURGE_AFTER_MS = 3_600_000;
/** Words of a query that count. */
const WORDS_MAX = 16;

export type Found = {
  /** Newest first. */
  readonly seqs: readonly number[];
  readonly more: boolean;
};

const textSchema = v.looseObject({ text: v.optional(v.string()) });
const editedSchema = v.looseObject({ message: v.number(), text: v.optional(v.string()) });
const removedSchema = v.looseObject({ message: v.number() });

export class Search {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Messages that hold every word of the query, the last one as a beginning; `before` is a seq, exclusive. */
  find(query: string, before: number | undefined, limit: number): Found {
    const match = toMatch(query);
    if (match === undefined || !this.#log.exists) return { seqs: [], more: false };
    this.#catchUp();
    const rows = this.#database.exec<{ rowid: number }>(
      "SELECT rowid FROM message_words WHERE message_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
      match,
      before ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    );
    const seqs = rows.slice(0, limit).map(({ rowid }) => rowid);
    return { seqs, more: rows.length > limit };
  }

  /** Takes a message's words out of the index, where they are in it. What is left of them in its pages goes with `purge`. */
  forget(seq: number, now: number): void {
    if (!this.#log.exists || seq > this.#mark()) return;
    this.#forget(seq);
    this.#database.exec("UPDATE search_mark SET purge_at = ? WHERE purge_at = 0", now + PURGE_AFTER_MS);
  }

  /** When `purge` is due; undefined where nothing is left of what was deleted. */
  get purgeAt(): number | undefined {
    if (!this.#log.exists) return undefined;
    const at = this.#database.exec<{ purge_at: number }>("SELECT purge_at FROM search_mark")[0]?.purge_at ?? 0;
    return at === 0 ? undefined : at;
  }

  /**
   * Writes so many pages of the index anew, without what was deleted, and gives whether more are to come: FTS5 keeps words
   * of deleted rows until then (sqlite.org/fts5.html, contentless_delete and merge).
   */
  purge(pages: number, isFirst: boolean): "more" | "done" {
    // A negative number begins anew with every page there is; a positive one goes on with what was begun.
    const before = this.#database.rowsWritten;
    this.#database.exec(
      "INSERT INTO message_words (message_words, rank) VALUES ('merge', ?)",
      isFirst ? -pages : pages,
    );
    if (this.#database.rowsWritten - before > 1) return "more";
    this.#database.exec("UPDATE search_mark SET purge_at = 0");
    return "done";
  }

  #mark(): number {
    return this.#database.exec<{ seq: number }>("SELECT seq FROM search_mark")[0]?.seq ?? 0;
  }

  #catchUp(): void {
    const from = this.#mark();
    let mark = from;
    while (mark < this.#log.head && mark - from < STEP) {
      for (const event of this.#log.eventsAfter(mark, BATCH)) {
        this.#take(event);
        mark = event.seq;
      }
    }
    if (mark === from) return;
    this.#database.exec(
      "INSERT INTO search_mark (id, seq) VALUES (1, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq",
      mark,
    );
  }

  #take(event: StoredEvent): void {
    const body: unknown = JSON.parse(event.body);
    switch (event.kind) {
      case "message":
        return this.#put(event.seq, v.parse(textSchema, body).text);
      case "edited": {
        const { message, text } = v.parse(editedSchema, body);
        return this.#put(message, text);
      }
      case "removed":
        return this.#forget(v.parse(removedSchema, body).message);
      default:
    }
  }

  /** Content that was erased before it was indexed has no text any more. */
  #put(seq: number, text: string | undefined): void {
    if (text === undefined) return;
    this.#forget(seq);
    this.#database.exec("INSERT INTO message_words (rowid, text) VALUES (?, ?)", seq, text);
  }

  #forget(seq: number): void {
    this.#database.exec("DELETE FROM message_words WHERE rowid = ?", seq);
  }
}

/** Words alone, each quoted: nothing that somebody types is taken for the query language. */
function toMatch(query: string): string | undefined {
  const words = (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, WORDS_MAX);
  if (words.length === 0) return undefined;
  return words.map((word, index) => `"${word}"${index === words.length - 1 ? "*" : ""}`).join(" ");
}
