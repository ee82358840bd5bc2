// How far members have read: told often, stored at most once a minute each.

import type { Reads } from "../storage/reads.ts";
import type { Session } from "../sockets/session.ts";
import { ReadPace } from "./read-pace.ts";
import { ThreadPositions } from "./thread-positions.ts";

/** Members remembered before those of whom all is stored are forgotten. */
const PRUNE_AT = 1000;

/** `storedUpTo` is undefined after a sleep: nobody remembers what was stored of it. */
type Position = { readonly upTo: number; readonly storedUpTo: number | undefined };

export class ReadPositions {
  readonly threads: ThreadPositions;
  readonly #reads: Reads;
  readonly #sessions: () => Iterable<Session>;
  readonly #pace = new ReadPace();
  #held: Map<string, Position> | undefined;

  /** `sessions` are those that are open, or outlived a sleep. */
  constructor(reads: Reads, sessions: () => Iterable<Session>) {
    this.#reads = reads;
    this.#sessions = sessions;
    this.threads = new ThreadPositions(reads, sessions, this.#pace);
  }

  find(memberId: string): number {
    return Math.max(this.#reads.find(memberId), this.#positions.get(memberId)?.upTo ?? 0);
  }

  /** Keeps the maximum. Gives whether the member's position moved. */
  tell(session: Session, upTo: number, now: number): boolean {
    // Asked first: after a sleep it goes by what the attachments say.
    const before = this.#positions.get(session.id);
    session.readTo(upTo);
    if (upTo <= (before?.upTo ?? 0)) return false;
    if (this.#pace.isDue(session.id, now)) this.#store(session.id, upTo, now);
    else this.#positions.set(session.id, { upTo, storedUpTo: before?.storedUpTo });
    return true;
  }

  /** The same from outside of a connection: nothing but the table remembers it over a sleep, so it is stored at once. */
  tellStored(memberId: string, upTo: number, now: number): boolean {
    if (upTo <= this.find(memberId)) return false;
    this.#store(memberId, upTo, now);
    return true;
  }

  /** A connection ended: what only its attachment knew is stored now. */
  leave(session: Session, now: number): void {
    const storedUpTo = this.#positions.get(session.id)?.storedUpTo ?? this.#reads.find(session.id);
    if (session.readUpTo > storedUpTo) this.#store(session.id, session.readUpTo, now);
    this.threads.leave(session, now);
  }

  /** The member left for good, without a connection that could still tell one. */
  forget(memberId: string): void {
    this.#reads.forget(memberId);
    this.#held?.delete(memberId);
    this.threads.forget(memberId);
  }

  #store(memberId: string, upTo: number, now: number): void {
    this.#reads.keep(memberId, upTo);
    this.#pace.stored(memberId, now);
    this.#positions.set(memberId, { upTo, storedUpTo: upTo });
    if (this.#positions.size <= PRUNE_AT) return;
    for (const [id, { upTo: told, storedUpTo }] of this.#positions)
      if (told === storedUpTo && this.#pace.isDue(id, now)) this.#positions.delete(id);
  }

  /** After a sleep the attachments know what was told and perhaps never stored. */
  get #positions(): Map<string, Position> {
    if (this.#held !== undefined) return this.#held;
    const held = new Map<string, Position>();
    for (const { id, readUpTo } of this.#sessions()) {
      if (readUpTo > (held.get(id)?.upTo ?? 0)) held.set(id, { upTo: readUpTo, storedUpTo: undefined });
    }
    this.#held = held;
    return held;
  }
}
