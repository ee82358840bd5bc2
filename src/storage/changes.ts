// What later events made of messages: edits, removals, pins, the end of polls.

import * as v from "valibot";
import { type Poll, pollSchema, type PollState } from "../protocol/poll.ts";
import type { Database } from "./database.ts";
import type { EventLog } from "./event-log.ts";

/** A poll as a command about it needs to know it. */
export type TargetPoll = Pick<PollState, "options" | "multiple" | "closesAt" | "closedAt"> & {
  /** The seq of the event that closed it, where one did. */
  readonly closedSeq: number | undefined;
};

/** A message as a command about it needs to know it. */
export type Target = {
  readonly seq: number;
  readonly author: string;
  readonly thread: number | undefined;
  /** As it stands now. */
  readonly text: string | undefined;
  /** Whom it spoke to as it was sent. */
  readonly mentions: readonly string[] | undefined;
  /** The seq of the event that the text comes from: the last edit, or the message itself. */
  readonly textSeq: number;
  readonly isRemoved: boolean;
  /** The seqs of the events that removed and pinned it, where they did. */
  readonly removedSeq: number | undefined;
  readonly pinnedSeq: number | undefined;
  readonly poll: TargetPoll | undefined;
};

type TargetRow = {
  seq: number;
  member: string;
  thread: number | null;
  body: string;
  text: string | null;
  edits: string | null;
  removed_seq: number | null;
  pinned_seq: number | null;
  closed_at: number | null;
  closed_seq: number | null;
};

const bodySchema = v.looseObject({
  text: v.optional(v.string()),
  mentions: v.optional(v.array(v.string())),
  erased: v.optional(v.boolean()),
  poll: v.optional(pollSchema),
});
const editsSchema = v.array(v.number());

export class Changes {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** The message of that seq, removed or not; undefined where the seq is no message's. */
  find(seq: number): Target | undefined {
    if (!this.#log.exists) return undefined;
    const row = this.#database.exec<TargetRow>(
      `SELECT seq, member, thread, body, text, edits, removed_seq, pinned_seq, closed_at, closed_seq
         FROM events LEFT JOIN changes ON message = seq WHERE seq = ? AND kind = 'message'`,
      seq,
    )[0];
    if (row === undefined) return undefined;
    const body = v.parse(bodySchema, JSON.parse(row.body));
    return {
      seq: row.seq,
      author: row.member,
      thread: row.thread ?? undefined,
      text: row.text ?? body.text,
      mentions: body.mentions,
      // Erased by retention is gone as well: there is nothing left to edit or to react to.
      isRemoved: row.removed_seq !== null || body.erased === true,
      textSeq: parseEdits(row.edits).at(-1) ?? row.seq,
      removedSeq: row.removed_seq ?? undefined,
      pinnedSeq: row.pinned_seq ?? undefined,
      poll: body.poll === undefined ? undefined : pollOf(body.poll, row),
    };
  }

  edit(message: number, text: string, event: { readonly seq: number; readonly at: number }): void {
    const edits = [...this.#edits(message), event.seq];
    this.#database.exec(
      `INSERT INTO changes (message, text, edited_at, edits) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET text = ?2, edited_at = ?3, edits = ?4`,
      message,
      text,
      event.at,
      JSON.stringify(edits),
    );
  }

  /** Takes the content out of the message and of every edit of it: replay has no more of it than history. */
  remove(target: Target, event: { readonly seq: number; readonly at: number }): void {
    this.#eraseEvents(target.seq, target.thread);
    this.#database.exec(
      `INSERT INTO changes (message, removed_at, removed_seq) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET text = NULL, edits = NULL, removed_at = ?2, removed_seq = ?3, pinned_seq = NULL`,
      target.seq,
      event.at,
      event.seq,
    );
  }

  /** The same without a removal: nothing but its place is left of the message. */
  takeContent(message: number, thread: number | undefined): void {
    this.#eraseEvents(message, thread);
    this.#database.exec(
      "UPDATE changes SET text = NULL, edits = NULL, edited_at = NULL, pinned_seq = NULL WHERE message = ?",
      message,
    );
  }

  /** `seq` is that of the event that pinned it; undefined lets it go. */
  pin(message: number, seq: number | undefined): void {
    this.#database.exec(
      "INSERT INTO changes (message, pinned_seq) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET pinned_seq = ?2",
      message,
      seq ?? null,
    );
  }

  /** Nobody votes in the poll any more. */
  close(message: number, event: { readonly seq: number; readonly at: number }): void {
    this.#database.exec(
      `INSERT INTO changes (message, closed_at, closed_seq) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET closed_at = ?2, closed_seq = ?3`,
      message,
      event.at,
      event.seq,
    );
  }

  #eraseEvents(message: number, thread: number | undefined): void {
    for (const seq of this.#edits(message)) this.#log.erase(seq, { message });
    this.#log.erase(message, thread === undefined ? {} : { thread });
  }

  /** The seqs of the edits of a message that still stands, oldest first. */
  editsOf(message: number): readonly number[] {
    return this.#edits(message);
  }

  /** Whom the message speaks to since its last edit; undefined where no edit said that. */
  editedMentions(message: number): readonly string[] | undefined {
    const last = this.#edits(message).at(-1);
    if (last === undefined) return undefined;
    const row = this.#database.exec<{ body: string }>("SELECT body FROM events WHERE seq = ?", last)[0];
    return row === undefined ? undefined : v.parse(bodySchema, JSON.parse(row.body)).mentions;
  }

  #edits(message: number): number[] {
    const row = this.#database.exec<{ edits: string | null }>(
      "SELECT edits FROM changes WHERE message = ?",
      message,
    )[0];
    return parseEdits(row?.edits ?? null);
  }
}

function parseEdits(text: string | null): number[] {
  return text === null ? [] : v.parse(editsSchema, JSON.parse(text));
}

function pollOf({ options, multiple, closesAt }: Poll, { closed_at, closed_seq }: TargetRow): TargetPoll {
  return { options, multiple, closesAt, closedAt: closed_at ?? undefined, closedSeq: closed_seq ?? undefined };
}
