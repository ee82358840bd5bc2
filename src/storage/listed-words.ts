// The words that a room does not want, and what becomes of them: read once after waking.

import * as v from "valibot";
import { type WordList, wordListSchema } from "../protocol/http.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

const NONE: WordList = { action: "mask", words: [] };

const wordsSchema = v.array(v.string());

export class ListedWords {
  readonly #database: Database;
  readonly #log: EventLog;
  #held: WordList | undefined;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The same object until it changes. */
  get list(): WordList {
    if (this.#held !== undefined) return this.#held;
    if (!this.#log.exists) return NONE;
    const row = this.#database.exec<{ action: string; words: string }>("SELECT action, words FROM listed_words")[0];
    this.#held =
      row === undefined
        ? NONE
        : v.parse(wordListSchema, { action: row.action, words: v.parse(wordsSchema, JSON.parse(row.words)) });
    return this.#held;
  }

  keep({ action, words }: WordList): void {
    this.#database.exec(
      `INSERT INTO listed_words (id, action, words) VALUES (1, ?1, ?2)
       ON CONFLICT DO UPDATE SET action = ?1, words = ?2`,
      action,
      JSON.stringify(words),
    );
    this.#held = undefined;
  }
}
