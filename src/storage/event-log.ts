// The log: every durable change of the room, numbered 1, 2, 3, … by this one writer.

import { type Cursor, NO_EPOCH, START } from "../protocol/cursor.ts";
import type { EventKind } from "../protocol/events.ts";
import { joinObjects } from "../protocol/join-objects.ts";
import { RESUME_BYTES, WELCOME_LIMITS } from "../protocol/limits.ts";
import type { Author } from "../protocol/schemas.ts";
import { utf8Length } from "../protocol/text.ts";
import type { Database, Migration } from "./database.ts";
import { migrations as currentMigrations } from "./migrations.ts";

/** What a command wants to happen; the log adds `seq` and `at`. `body` holds the kind's own fields in wire order. */
export type EventDraft = {
  readonly kind: EventKind;
  readonly by: Author;
  readonly id: string;
  readonly thread?: number | undefined;
  readonly body: object;
};

/** An event as it is stored; `body` is JSON. */
export type StoredEvent = {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly by: Author;
  readonly id: string;
  readonly body: string;
};

type EventRow = { seq: number; at: number; kind: string; member: string; name: string; id: string; body: string };

/** Events of one member that are read at a time. */
const LINES_MAX = 200;

const COLUMNS = "seq, at, kind, member, name, id, body";

/** Members whose last message is remembered at once; reading one again costs a query. */
const SAID_HELD_MAX = 1000;

type LogState = { readonly epoch: string; head: number; lastAt: number };

export class EventLog {
  readonly #database: Database;
  readonly #newEpoch: () => string;
  readonly #migrations: readonly Migration[];
  /** "unread" until the first look; "none" for a room that nothing durable happened in. */
  /** When members last said something, of those who were asked about or spoke since this instance woke. */
  readonly #saidAt = new Map<string, number>();
  #state: LogState | "unread" | "none" = "unread";
  #rewrites = 0;

  constructor(database: Database, newEpoch: () => string, migrations: readonly Migration[] = currentMigrations) {
    this.#database = database;
    this.#newEpoch = newEpoch;
    this.#migrations = migrations;
  }

  get exists(): boolean {
    return this.#open() !== undefined;
  }

  get epoch(): string {
    return this.#open()?.epoch ?? NO_EPOCH;
  }

  /** The seq of the newest event; 0 where there is none. */
  get head(): number {
    return this.#open()?.head ?? 0;
  }

  get cursor(): Cursor {
    return { epoch: this.epoch, seq: this.head };
  }

  /**
   * Stores an event under the next seq and gives it as stored. The first one makes the tables and the epoch.
   * Nothing that leaves the object before the write is durable: the output gate holds it.
   */
  append(draft: EventDraft, now: number): StoredEvent {
    const state = this.#open() ?? this.#create(now);
    const event: StoredEvent = {
      seq: state.head + 1,
      // Clocks step back; a room's times do not.
      at: Math.max(now, state.lastAt),
      kind: draft.kind,
      by: draft.by,
      id: draft.id,
      body: encodeBody(draft.body),
    };
    this.#database.exec(
      "INSERT INTO events (seq, at, kind, member, name, id, thread, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      event.seq,
      event.at,
      event.kind,
      event.by.id,
      event.by.name,
      event.id,
      draft.thread ?? null,
      event.body,
    );
    state.head = event.seq;
    state.lastAt = event.at;
    if (event.kind === "message") this.#said(event.by.id, event.at);
    return event;
  }

  /** Ends the epoch: no cursor of before is of use any more. A room without a log has none. */
  renewEpoch(): void {
    const state = this.#open();
    if (state === undefined) return;
    const epoch = this.#newEpoch();
    this.#database.exec("UPDATE log SET epoch = ?", epoch);
    this.#state = { ...state, epoch };
  }

  /** How often stored events were written anew since this instance woke: who holds some of them has to read them again. */
  get rewrites(): number {
    return this.#rewrites;
  }

  /** Called with each event that is written anew. */
  rewrote(): void {
    this.#rewrites += 1;
  }

  /** Takes an event's content and leaves the event: `rest` is what of its body still stands (contract 2, erasing). */
  erase(seq: number, rest: object): void {
    this.#database.exec("UPDATE events SET body = ? WHERE seq = ?", encodeBody({ ...rest, erased: true }), seq);
    this.rewrote();
  }

  /** True where the log has heard of the member: somebody who did something here. */
  knows(memberId: string): boolean {
    if (!this.exists) return false;
    return this.#database.exec("SELECT 1 FROM events WHERE member = ? LIMIT 1", memberId).length > 0;
  }

  /** The name under which a member was last seen here: of the last thing they did, or the new one where that was to rename. */
  lastNameOf(memberId: string): string | undefined {
    if (!this.exists) return undefined;
    return this.#database.exec<{ name: string }>(
      `SELECT iif(kind = 'member' AND body ->> '$.action' = 'rename', body ->> '$.member.name', name) AS name
         FROM events WHERE member = ? ORDER BY seq DESC LIMIT 1`,
      memberId,
    )[0]?.name;
  }

  /** When a member last said something, if that was after `after`; milliseconds since the Unix epoch. */
  lastMessageAt(memberId: string, after: number): number | undefined {
    if (!this.exists) return undefined;
    let at = this.#saidAt.get(memberId);
    if (at === undefined) {
      // All that the member did is read for it: once, and then remembered.
      at =
        this.#database.exec<{ at: number | null }>(
          "SELECT max(at) AS at FROM events WHERE member = ? AND kind = 'message'",
          memberId,
        )[0]?.at ?? 0;
      this.#said(memberId, at);
    }
    return at > after ? at : undefined;
  }

  #said(memberId: string, at: number): void {
    if (this.#saidAt.size >= SAID_HELD_MAX) this.#saidAt.clear();
    this.#saidAt.set(memberId, at);
  }

  /** At most `limit` events after a seq, oldest first. */
  eventsAfter(seq: number, limit: number): StoredEvent[] {
    if (!this.exists) return [];
    return this.#database
      .exec<EventRow>(`SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit)
      .map(toEvent);
  }

  /** Events after a seq as JSON lines, oldest first, up to about `bytes`; always at least one where there is one. */
  lines(after: number, bytes: number): { readonly lines: string; readonly last: number } {
    let last = after;
    let lines = "";
    let size = 0;
    while (size < bytes && last < this.head) {
      for (const event of this.eventsAfter(last, 100)) {
        const line = `${encodeEvent(event)}\n`;
        lines += line;
        size += utf8Length(line);
        last = event.seq;
        if (size >= bytes) break;
      }
    }
    return { lines, last };
  }

  /** One member's events in the same way; `next` where there are more. */
  linesBy(member: string, after: number, bytes: number): { readonly lines: string; readonly next?: number } {
    if (!this.exists) return { lines: "" };
    const rows = this.#database.exec<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE member = ? AND seq > ? ORDER BY seq LIMIT ?`,
      member,
      after,
      LINES_MAX,
    );
    let lines = "";
    let size = 0;
    for (const [index, row] of rows.entries()) {
      const line = `${encodeEvent(toEvent(row))}\n`;
      lines += line;
      size += utf8Length(line);
      const isLast = index === rows.length - 1;
      if (size >= bytes || isLast) return isLast && rows.length < LINES_MAX ? { lines } : { lines, next: row.seq };
    }
    return { lines };
  }

  /** When the newest event was made; 0 where there is none. */
  get lastAt(): number {
    return this.#open()?.lastAt ?? 0;
  }

  /** The last seq that is older than a time; 0 where none is. Times never go back, so halving finds it in a few reads. */
  seqBefore(at: number): number {
    let low = 0;
    let high = this.head;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [event] = this.#database.exec<{ at: number }>("SELECT at FROM events WHERE seq = ?", middle);
      if (event !== undefined && event.at < at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The event that a member's command made, if it made one. */
  findCommand(memberId: string, id: string): StoredEvent | undefined {
    if (!this.exists) return undefined;
    const row = this.#database.exec<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE member = ? AND id = ?`,
      memberId,
      id,
    )[0];
    return row === undefined ? undefined : toEvent(row);
  }

  /**
   * The events after a cursor as JSON, oldest first; undefined where the cursor cannot be honoured: of another epoch,
   * above the head, or more than `resumeEvents` or 4 MiB behind (contract 3.1). At most the first `limit` of them.
   */
  tail(since: Cursor, limit: number = WELCOME_LIMITS.resumeEvents): readonly string[] | undefined {
    const suits = since.epoch === this.epoch || (since.epoch === START.epoch && since.seq === START.seq);
    if (!suits || since.seq > this.head || this.head - since.seq > WELCOME_LIMITS.resumeEvents) return undefined;
    if (since.seq === this.head) return [];
    // The sizes alone first: what is too far back must not be read into memory to be thrown away.
    const bytes = this.#database.exec<{ bytes: number }>(
      "SELECT total(octet_length(body)) AS bytes FROM events WHERE seq > ?",
      since.seq,
    )[0]?.bytes;
    if (bytes === undefined || bytes > RESUME_BYTES) return undefined;
    const rows = this.#database.exec<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`,
      since.seq,
      limit,
    );
    const events: string[] = [];
    let size = 0;
    for (const row of rows) {
      const event = encodeEvent(toEvent(row));
      size += utf8Length(event);
      if (size > RESUME_BYTES) return undefined;
      events.push(event);
    }
    return events;
  }

  #open(): LogState | undefined {
    if (this.#state === "unread") this.#state = this.#read() ?? "none";
    return this.#state === "none" ? undefined : this.#state;
  }

  #read(): LogState | undefined {
    if (!this.#database.isMade()) return undefined;
    this.#database.migrate(this.#migrations);
    const epoch = this.#database.exec<{ epoch: string }>("SELECT epoch FROM log")[0]?.epoch;
    if (epoch === undefined) return undefined;
    const last = this.#database.exec<{ seq: number; at: number }>(
      "SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1",
    )[0];
    return { epoch, head: last?.seq ?? 0, lastAt: last?.at ?? 0 };
  }

  #create(now: number): LogState {
    this.#database.migrate(this.#migrations);
    const state = { epoch: this.#newEpoch(), head: 0, lastAt: 0 };
    this.#database.exec("INSERT INTO log (epoch, made_at) VALUES (?, ?)", state.epoch, now);
    this.#state = state;
    return state;
  }
}

/** A body as it is stored. The same command encodes to the same text, by which a repeat is told from a conflict. */
export function encodeBody(body: object): string {
  return JSON.stringify(body);
}

/** An event as JSON, as it goes over the wire (contract 5.1). The stored body is put in as it is. */
export function encodeEvent(event: StoredEvent): string {
  const head = JSON.stringify({ seq: event.seq, at: event.at, kind: event.kind, by: event.by, id: event.id });
  return joinObjects(head, event.body);
}

function toEvent(row: EventRow): StoredEvent {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    by: { id: row.member, name: row.name },
    id: row.id,
    body: row.body,
  };
}
