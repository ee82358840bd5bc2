// What is kept of a message beside how it stands: its earlier texts, who reacted to it or voted, and which ones are pinned.

import * as v from "valibot";
import { SERVER_FRAME_BYTES } from "../protocol/limits.ts";
import type { Edit, EditsRange, Reactor, ReactionsRange, Voter, VotesRange } from "../protocol/message-looks.ts";
import { utf8Length } from "../protocol/text.ts";
import type { Changes } from "./changes.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";
import { optionsOf } from "./votes.ts";

const textSchema = v.looseObject({ text: v.optional(v.string()) });

export class MessageHistory {
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #changes: Changes;

  constructor(database: Database, log: EventLog, changes: Changes) {
    this.#database = database;
    this.#log = log;
    this.#changes = changes;
  }

  /** The texts of a message, the newest first, fewer where they would not fit a frame. Erased ones have none. */
  edits(message: number, { before, limit }: EditsRange): { readonly edits: readonly Edit[]; readonly more: boolean } {
    const seqs = [message, ...this.#changes.editsOf(message)].filter((seq) => seq < (before ?? Infinity));
    const rows = this.#database.exec<{ seq: number; at: number; body: string }>(
      "SELECT seq, at, body FROM events WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?",
      JSON.stringify(seqs),
      limit,
    );
    const edits: Edit[] = [];
    let size = 0;
    for (const { seq, at, body } of rows) {
      const { text } = v.parse(textSchema, JSON.parse(body));
      size += utf8Length(body);
      if (size > SERVER_FRAME_BYTES && edits.length > 0) break;
      if (text !== undefined) edits.push({ seq, at, text });
    }
    return { edits, more: seqs.length > edits.length };
  }

  /** Who reacted with what, in the order in which they did, each under the name of that time. */
  reactors(
    message: number,
    { after, limit }: ReactionsRange,
  ): { readonly reactions: readonly Reactor[]; readonly more: boolean } {
    const rows = this.#database.exec<{ seq: number; emoji: string; member: string; name: string }>(
      `SELECT reactions.seq AS seq, emoji, reactions.member AS member, name
         FROM reactions JOIN events ON events.seq = reactions.seq
        WHERE message = ? AND reactions.seq > ? ORDER BY reactions.seq LIMIT ?`,
      message,
      after ?? 0,
      limit + 1,
    );
    const reactions = rows
      .slice(0, limit)
      .map(({ seq, emoji, member, name }) => ({ seq, emoji, by: { id: member, name } }));
    return { reactions, more: rows.length > limit };
  }

  /** Who chose what in a poll, in the order in which they did, each under the name of that time. */
  voters(message: number, { after, limit }: VotesRange): { readonly votes: readonly Voter[]; readonly more: boolean } {
    const rows = this.#database.exec<{ seq: number; choices: number; member: string; name: string }>(
      `SELECT votes.seq AS seq, choices, votes.member AS member, name
         FROM votes JOIN events ON events.seq = votes.seq
        WHERE message = ? AND votes.seq > ? ORDER BY votes.seq LIMIT ?`,
      message,
      after ?? 0,
      limit + 1,
    );
    const votes = rows
      .slice(0, limit)
      .map(({ seq, choices, member, name }) => ({ seq, options: optionsOf(choices), by: { id: member, name } }));
    return { votes, more: rows.length > limit };
  }

  /** The seqs of pinned messages, the newest pin first. */
  pins(limit: number): { readonly seqs: readonly number[]; readonly more: boolean } {
    if (!this.#log.exists) return { seqs: [], more: false };
    const rows = this.#database.exec<{ message: number }>(
      "SELECT message FROM changes WHERE pinned_seq IS NOT NULL ORDER BY pinned_seq DESC LIMIT ?",
      limit + 1,
    );
    return { seqs: rows.slice(0, limit).map(({ message }) => message), more: rows.length > limit };
  }
}
