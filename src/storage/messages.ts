// Messages as they stand now, page by page, from the log.

import type { HistoryRange } from "../protocol/commands/history.ts";
import { SERVER_FRAME_BYTES } from "../protocol/limits.ts";
import { utf8Length } from "../protocol/text.ts";
import type { Database } from "./database.ts";
import { type EventLog, joinObjects } from "./event-log.ts";

/** Messages as JSON, oldest first. `more` looks in the direction of the range. */
export type MessagePage = { readonly messages: readonly string[]; readonly more: boolean };

type MessageRow = { seq: number; at: number; member: string; name: string; id: string; body: string; replies: number };

/** What a frame holds beside the messages: 8 KiB are more than a welcome's other fields without its roster. */
const PAGE_BYTES = SERVER_FRAME_BYTES - 128 * 1024;

export class Messages {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** True where the seq is that of a message in this room. */
  has(seq: number): boolean {
    return this.#row(seq) !== undefined;
  }

  /** True where the seq is that of a message that may root a thread: one that is in none itself. */
  isRoot(seq: number): boolean {
    return this.#row(seq)?.thread === null;
  }

  /**
   * At most `limit` messages before or after a seq (without either: the newest), fewer where they would not fit a frame.
   */
  page(range: HistoryRange): MessagePage {
    if (!this.#log.exists) return { messages: [], more: false };
    const forward = range.after !== undefined;
    const rows = this.#database.exec<MessageRow>(
      `SELECT seq, at, member, name, id, body,
              (SELECT count(*) FROM events AS reply WHERE reply.thread = events.seq) AS replies
         FROM events
        WHERE kind = 'message' AND seq > ? AND seq < ? ${range.thread === undefined ? "" : "AND thread = ?"}
        ORDER BY seq ${forward ? "ASC" : "DESC"}
        LIMIT ?`,
      range.after ?? 0,
      range.before ?? Number.MAX_SAFE_INTEGER,
      ...(range.thread === undefined ? [] : [range.thread]),
      range.limit + 1,
    );
    const messages: string[] = [];
    let size = 0;
    for (const row of rows.slice(0, range.limit)) {
      const message = encodeMessage(row);
      size += utf8Length(message);
      if (size > PAGE_BYTES && messages.length > 0) break;
      messages.push(message);
    }
    const more = rows.length > messages.length;
    return { messages: forward ? messages : messages.reverse(), more };
  }

  #row(seq: number): { thread: number | null } | undefined {
    if (!this.#log.exists) return undefined;
    return this.#database.exec<{ thread: number | null }>(
      "SELECT thread FROM events WHERE seq = ? AND kind = 'message'",
      seq,
    )[0];
  }
}

function encodeMessage(row: MessageRow): string {
  const head = JSON.stringify({ seq: row.seq, at: row.at, by: { id: row.member, name: row.name }, id: row.id });
  const message = joinObjects(head, row.body);
  return row.replies === 0 ? message : joinObjects(message, JSON.stringify({ replies: row.replies }));
}
