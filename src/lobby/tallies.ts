// What rooms told, for operators: in memory, and in one row that is written once a minute at most, however many rooms tell.

import * as v from "valibot";
import type { OperatorNews } from "../protocol/operating.ts";
import type { Refusals, RoomTally } from "../rules/room-tally.ts";
import type { Database } from "../storage/database.ts";
import {
  NOTHING_TALLIED,
  newsOf,
  onDay,
  type Tallied,
  talliedSchema,
  withOwnRows,
  withRefusals,
  withTally,
} from "./tallied.ts";

const STORE_EVERY_MS = 60_000;
/** Operators who look say so again in less. */
const WATCH_MS = 60_000;
/** With less than this left, it is written anew: a Lobby that sleeps forgets all else. */
const WATCH_AGAIN_MS = 30_000;
/** Rooms in one value of 4 KiB at most (contract 13). */
const NEWS_ROOMS_MAX = 8;

const stateSchema = v.object({
  tallied: talliedSchema,
  storedAt: v.number(),
  watchedUntil: v.number(),
});
type State = v.InferOutput<typeof stateSchema>;

const EMPTY: State = { tallied: NOTHING_TALLIED, storedAt: 0, watchedUntil: 0 };

export class Tallies {
  readonly #database: Database;
  #state: State | undefined;
  /** As it is stored. What is counted for monitoring is told from this: a Lobby that slept must not count backwards. */
  #stored: Tallied | undefined;
  /** Rooms that told, and operators have not been shown. */
  readonly #news = new Set<string>();
  #ownRows = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Until when operators look, in milliseconds since the Unix epoch. */
  get watchedUntil(): number {
    return this.#read().watchedUntil;
  }

  /** `mayWrite` is false where nothing durable has happened anywhere: then a look must not make the tables. */
  tell(tally: RoomTally, now: number): void {
    this.#keep({ tallied: withTally(this.#read().tallied, tally, now) });
    this.#news.add(tally.mark);
    if (this.#database.isMade() || tally.head > 0) this.#storeNowAndThen(now);
  }

  refused(refusals: Refusals, now: number): void {
    this.#keep({ tallied: withRefusals(this.#read().tallied, refusals, now) });
    if (this.#database.isMade()) this.#storeNowAndThen(now);
  }

  /** An operator looks. Writes a row once in half a minute at most. */
  watch(now: number): void {
    if (this.#read().watchedUntil - now > WATCH_AGAIN_MS) return;
    this.#keep({ watchedUntil: now + WATCH_MS });
    this.#store(now);
  }

  /** The room is gone; what it did stays in the sums. */
  forget(mark: string, now: number): void {
    const { tallied } = this.#read();
    const rooms = tallied.rooms.filter((room) => room.mark !== mark);
    if (rooms.length === tallied.rooms.length) return;
    this.#keep({ tallied: { ...tallied, rooms } });
    this.#news.delete(mark);
    this.#store(now);
  }

  report(now: number): OperatorNews {
    return newsOf(this.#read().tallied, now);
  }

  /** What was told since the last time, of a few rooms; the others come with the next. */
  takeNews(now: number): OperatorNews {
    const marks = new Set([...this.#news].slice(0, NEWS_ROOMS_MAX));
    for (const mark of marks) this.#news.delete(mark);
    return newsOf(this.#read().tallied, now, marks);
  }

  stored(now: number): Tallied {
    this.#read();
    return onDay(this.#stored ?? NOTHING_TALLIED, now);
  }

  #keep(change: Partial<State>): void {
    this.#state = { ...this.#read(), ...change };
  }

  #storeNowAndThen(now: number): void {
    if (Math.abs(now - this.#read().storedAt) >= STORE_EVERY_MS) this.#store(now);
  }

  #store(now: number): void {
    const rows = this.#database.rowsWritten;
    const tallied = withOwnRows(onDay(this.#read().tallied, now), rows - this.#ownRows);
    this.#ownRows = rows;
    this.#keep({ tallied, storedAt: now });
    this.#stored = tallied;
    this.#database.exec(
      "INSERT INTO tallies (place, state) VALUES (1, ?) ON CONFLICT (place) DO UPDATE SET state = excluded.state",
      JSON.stringify(this.#read()),
    );
  }

  /** What cannot be read, as of another version, begins anew. */
  #read(): State {
    if (this.#state !== undefined) return this.#state;
    const [row] = this.#database.isMade() ? this.#database.exec<{ state: string }>("SELECT state FROM tallies") : [];
    const parsed = row === undefined ? undefined : v.safeParse(stateSchema, parseJson(row.state));
    this.#state = parsed?.success === true ? parsed.output : EMPTY;
    this.#stored = this.#state.tallied;
    return this.#state;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
