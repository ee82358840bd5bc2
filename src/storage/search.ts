// Full-text search over a room's messages. The index is what the log folds to, up to a mark, and catches up when asked.

import * as v from "valibot";
import type { SearchRange } from "../protocol/http.ts";
import { Authors } from "./authors.ts";
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
  /** The index does not reach the newest yet: asked again, more may be found. */
  readonly partial: boolean;
};

const NOTHING: Found = { seqs: [], more: false, partial: false };

/** The words alone find whatever may be a link; the text itself says whether it is one. */
const LINK_MATCH = '("http" OR "https")';
const HAS_LINK = `AND (coalesce(changes.text, json_extract(events.body, '$.text')) LIKE '%http://_%'
               OR coalesce(changes.text, json_extract(events.body, '$.text')) LIKE '%https://_%')`;

const textSchema = v.looseObject({ text: v.optional(v.string()) });
const editedSchema = v.looseObject({ message: v.number(), text: v.optional(v.string()) });
const removedSchema = v.looseObject({ message: v.number() });

export class Search {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #authors: Authors;
  readonly #step: number;

  /** `step`: events that one search indexes at most. */
  constructor(database: Database, log: EventLog, step = STEP) {
    this.#database = database;
    this.#log = log;
    this.#step = step;
    this.#authors = new Authors(database, log);
  }

  /** Messages that answer to everything that is asked for, newest first. */
  find({ q, from, has, beforeAt, afterAt, before = Number.MAX_SAFE_INTEGER, limit }: SearchRange): Found {
    const words = q === undefined ? [] : wordsOf(q);
    if (!this.#log.exists || (q !== undefined && words.length === 0)) return NOTHING;
    const authors = from === undefined ? undefined : this.#authors.called(from);
    if (authors?.length === 0) return NOTHING;
    // Times never go back: a time is a place in the log.
    const last = Math.min(before - 1, beforeAt === undefined ? this.#log.head : this.#log.seqBefore(beforeAt));
    const first = afterAt === undefined ? 1 : this.#log.seqBefore(afterAt) + 1;
    const match = [...(words.length === 0 ? [] : [toMatch(words)]), ...(has === "link" ? [LINK_MATCH] : [])].join(
      " AND ",
    );
    const partial = match !== "" && this.#catchUp() < this.#log.head;
    const rows = this.#database.exec<{ seq: number }>(
      `SELECT seq FROM ${match === "" ? "events" : "message_words CROSS JOIN events ON seq = message_words.rowid"}
        LEFT JOIN changes ON message = seq
        WHERE ${match === "" ? "" : "message_words MATCH ? AND message_words.rowid BETWEEN ? AND ? AND"}
          kind = 'message' AND seq BETWEEN ? AND ?
          AND removed_at IS NULL AND json_extract(events.body, '$.erased') IS NULL
          ${authors === undefined ? "" : "AND member IN (SELECT value FROM json_each(?))"}
          ${has === "link" ? HAS_LINK : ""}
        ORDER BY ${match === "" ? "seq" : "message_words.rowid"} DESC LIMIT ?`,
      ...(match === "" ? [] : [match, first, last]),
      first,
      last,
      ...(authors === undefined ? [] : [JSON.stringify(authors)]),
      limit + 1,
    );
    return { seqs: rows.slice(0, limit).map(({ seq }) => seq), more: rows.length > limit, partial };
  }

  /** Takes a message's words out of the index, where they are in it. What is left of them in its pages goes with `purge`. */
  forget(seq: number, now: number): void {
    if (!this.#log.exists || seq > this.#mark()) return;
    this.#forget(seq);
    this.#database.exec("UPDATE search_mark SET purge_at = ? WHERE purge_at = 0", now + PURGE_AFTER_MS);
  }

  /** Names of authors were erased. */
  forgetNames(): void {
    this.#authors.forget();
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

  /** Gives how far the index reaches then. */
  #catchUp(): number {
    const from = this.#mark();
    let mark = from;
    while (mark < this.#log.head && mark - from < this.#step) {
      for (const event of this.#log.eventsAfter(mark, Math.min(BATCH, this.#step))) {
        this.#take(event);
        mark = event.seq;
      }
    }
    if (mark === from) return mark;
    this.#database.exec(
      "INSERT INTO search_mark (id, seq) VALUES (1, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq",
      mark,
    );
    return mark;
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

function wordsOf(query: string): readonly string[] {
  return (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, WORDS_MAX);
}

/** Words alone, each quoted: nothing that somebody types is taken for the query language. */
function toMatch(words: readonly string[]): string {
  return words.map((word, index) => `"${word}"${index === words.length - 1 ? "*" : ""}`).join(" AND ");
}
