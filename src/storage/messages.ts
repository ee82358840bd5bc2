// Messages as they stand now, page by page, from the log.

import * as v from "valibot";
import type { HistoryRange } from "../protocol/commands/history.ts";
import { SERVER_FRAME_BYTES } from "../protocol/limits.ts";
import { pollSchema } from "../protocol/poll.ts";
import { utf8Length } from "../protocol/text.ts";
import type { Database } from "./database.ts";
import { isErasedBody } from "./erased-body.ts";
import { joinObjects } from "../protocol/join-objects.ts";
import type { EventLog } from "./event-log.ts";
import type { ReactionCount, Reactions } from "./reactions.ts";
import { tallyOf, type Votes } from "./votes.ts";

/**
 * Messages as JSON, oldest first unless said otherwise. `more` looks in the direction of the range; `first` and `last` are the seqs at the
 * ends, 1 and 0 where there is none.
 */
export type MessagePage = {
  readonly messages: readonly string[];
  readonly more: boolean;
  readonly first: number;
  readonly last: number;
};

type MessageRow = {
  seq: number;
  at: number;
  member: string;
  name: string;
  id: string;
  thread: number | null;
  body: string;
  text: string | null;
  edited_at: number | null;
  /** JSON of whom the message speaks to since its last edit; null where no edit said that. */
  edited_mentions: string | null;
  removed_at: number | null;
  pinned_seq: number | null;
  closed_at: number | null;
  /** JSON of a `Thread`. */
  thread_state: string;
};

/**
 * What a frame holds beside the messages, at its fullest: in a welcome 64 KiB of values and 256 times who put them, a
 * roster of 100, and one's own reactions to 50 messages; in a history those to 100.
 */
const PAGE_BYTES = SERVER_FRAME_BYTES - 320 * 1024;
const NOTHING: MessagePage = { messages: [], more: false, first: 1, last: 0 };

const mentionsSchema = v.array(v.string());
const saidSchema = v.looseObject({ mentions: v.optional(mentionsSchema) });
const polledSchema = v.looseObject({ poll: pollSchema });

/** How many replies there are that were not removed, and the newest of all. */
const threadSchema = v.tuple([v.number(), v.nullable(v.number()), v.nullable(v.number())]);

/** Messages as they stand; replies that were removed do not count. One look at a thread gives all that its root tells of it. */
const SELECT = `SELECT seq, at, member, name, id, thread, body, text, edited_at, removed_at, pinned_seq, closed_at,
       (SELECT edit.body -> '$.mentions' FROM events AS edit WHERE edit.seq = changes.edits ->> '$[#-1]') AS edited_mentions,
       (SELECT json_array(count(*) FILTER (WHERE gone.removed_at IS NULL), max(reply.seq), max(reply.at))
          FROM events AS reply LEFT JOIN changes AS gone ON gone.message = reply.seq
         WHERE reply.thread = events.seq) AS thread_state
  FROM events LEFT JOIN changes ON message = seq`;

export class Messages {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #reactions: Reactions;
  readonly #votes: Votes;

  constructor(database: Database, log: EventLog, reactions: Reactions, votes: Votes) {
    this.#database = database;
    this.#log = log;
    this.#reactions = reactions;
    this.#votes = votes;
  }

  /**
   * At most `limit` messages before or after a seq, or from a time on (without any: the newest), fewer where they would not
   * fit a frame.
   */
  page(range: HistoryRange): MessagePage {
    if (!this.#log.exists) return NOTHING;
    const after = range.at === undefined ? range.after : this.#log.seqBefore(range.at);
    const forward = after !== undefined;
    const rows = this.#database.exec<MessageRow>(
      `${SELECT} WHERE kind = 'message' AND seq > ? AND seq < ? ${range.thread === undefined ? "" : "AND thread = ?"}
        ORDER BY seq ${forward ? "ASC" : "DESC"}
        LIMIT ?`,
      after ?? 0,
      range.before ?? Number.MAX_SAFE_INTEGER,
      ...(range.thread === undefined ? [] : [range.thread]),
      range.limit + 1,
    );
    const page = this.#encode(rows.slice(0, range.limit), rows.length > range.limit);
    return forward ? page : { ...page, messages: page.messages.toReversed() };
  }

  /** The messages of these seqs, newest first, fewer where they would not fit a frame; `more` says that there are. */
  these(seqs: readonly number[]): MessagePage {
    if (seqs.length === 0) return NOTHING;
    const rows = this.#database.exec<MessageRow>(
      `${SELECT} WHERE kind = 'message' AND seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC`,
      JSON.stringify(seqs),
    );
    return this.#encode(rows, false);
  }

  /** The messages of these seqs, in their order, fewer where they would not fit a frame. */
  inOrder(seqs: readonly number[]): Pick<MessagePage, "messages" | "more"> {
    if (seqs.length === 0) return NOTHING;
    const rows = this.#database.exec<MessageRow>(
      `${SELECT} WHERE kind = 'message' AND seq IN (SELECT value FROM json_each(?))`,
      JSON.stringify(seqs),
    );
    const places = new Map(seqs.map((seq, place) => [seq, place]));
    return this.#encode(
      rows.toSorted((a, b) => (places.get(a.seq) ?? 0) - (places.get(b.seq) ?? 0)),
      false,
    );
  }

  #encode(rows: readonly MessageRow[], more: boolean): MessagePage {
    const seqs = rows.map(({ seq }) => seq);
    const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
    const counts = this.#reactions.counts(first, last);
    const voters = this.#votes.countsBetween(first, last);
    const messages: string[] = [];
    let size = 0;
    for (const row of rows) {
      const message = encodeMessage(row, counts.get(row.seq), voters.get(row.seq));
      size += utf8Length(message);
      if (size > PAGE_BYTES && messages.length > 0) break;
      messages.push(message);
    }
    const shown = seqs.slice(0, messages.length);
    return {
      messages,
      more: more || messages.length < rows.length,
      first: shown.length === 0 ? 1 : Math.min(...shown),
      last: shown.length === 0 ? 0 : Math.max(...shown),
    };
  }
}

function encodeMessage(
  row: MessageRow,
  reactions: readonly ReactionCount[] | undefined,
  voters: ReadonlyMap<number, number> | undefined,
): string {
  const head = { seq: row.seq, at: row.at, by: { id: row.member, name: row.name }, id: row.id };
  if (row.removed_at !== null) {
    return JSON.stringify({
      ...head,
      ...(row.thread === null ? {} : { thread: row.thread }),
      removedAt: row.removed_at,
    });
  }
  if (isErasedBody(row.body)) return joinObjects(JSON.stringify(head), row.body);
  const said = row.text === null ? row.body : withText(row.body, row.text, row.edited_mentions);
  const message = joinObjects(JSON.stringify(head), withPollState(said, row.closed_at, voters));
  const rest = {
    ...(row.edited_at === null ? {} : { editedAt: row.edited_at }),
    ...(reactions === undefined ? {} : { reactions }),
    ...threadOf(row),
    ...(row.pinned_seq === null ? {} : { pinned: true }),
  };
  return joinObjects(message, JSON.stringify(rest));
}

function threadOf({ thread_state }: MessageRow): object {
  const [replies, seq, at] = v.parse(threadSchema, JSON.parse(thread_state));
  return replies === 0 ? {} : { replies, lastReply: { seq, at } };
}

function withText(body: string, text: string, editedMentions: string | null): string {
  const { mentions: sent, ...rest } = v.parse(saidSchema, JSON.parse(body));
  const mentions = editedMentions === null ? sent : v.parse(mentionsSchema, JSON.parse(editedMentions));
  return JSON.stringify({ ...rest, text, ...(mentions === undefined || mentions.length === 0 ? {} : { mentions }) });
}

/** The body with what became of its poll. Nobody votes in what is no poll, and nobody closes it. */
function withPollState(body: string, closedAt: number | null, voters: ReadonlyMap<number, number> | undefined): string {
  if (closedAt === null && voters === undefined) return body;
  const { poll, ...rest } = v.parse(polledSchema, JSON.parse(body));
  const state = {
    ...poll,
    ...(voters === undefined ? {} : tallyOf(voters, poll.options.length)),
    ...(closedAt === null ? {} : { closedAt }),
  };
  return JSON.stringify({ ...rest, poll: state });
}
