// How far members have read: told often, stored at most once a minute each.

import type { Reads } from "../storage/reads.ts";
import type { Session } from "../sockets/session.ts";

/** At most one row a member and minute (architecture, budgets). What is not stored yet is in the attachment. */
const STORE_EVERY_MS = 60_000;
/** Members remembered before those whose minute is over are forgotten. */
const PRUNE_AT = 1000;

type Position = {
  readonly upTo: number;
  /** Undefined after a sleep: nobody remembers what was stored of it. */
  readonly stored: { readonly upTo: number; readonly at: number } | undefined;
};

export class ReadPositions {
  readonly #reads: Reads;
  readonly #sessions: () => Iterable<Session>;
  #held: Map<string, Position> | undefined;

  /** `sessions` are those that are open, or outlived a sleep. */
  constructor(reads: Reads, sessions: () => Iterable<Session>) {
    this.#reads = reads;
    this.#sessions = sessions;
  }

  find(memberId: string): number {
    return Math.max(this.#reads.find(memberId), this.#positions.get(memberId)?.upTo ?? 0);
  }

  /** Keeps the maximum. Gives whether the member's position moved. */
  tell(session: Session, upTo: number, now: number): boolean {
    session.readTo(upTo);
    return this.#move(session.id, upTo, now);
  }

  /** The same from outside of a connection: nothing but the table remembers it over a sleep, so it is stored at once. */
  tellStored(memberId: string, upTo: number, now: number): boolean {
    if (upTo <= this.find(memberId)) return false;
    this.#store(memberId, upTo, now);
    return true;
  }

  #move(memberId: string, upTo: number, now: number): boolean {
    const before = this.#positions.get(memberId);
    if (upTo <= (before?.upTo ?? 0)) return false;
    const isDue = before?.stored === undefined || now - before.stored.at >= STORE_EVERY_MS;
    if (isDue) this.#store(memberId, upTo, now);
    else this.#positions.set(memberId, { ...before, upTo });
    return true;
  }

  /** A connection ended: what only its attachment knew is stored now. */
  leave(session: Session, now: number): void {
    const storedUpTo = this.#positions.get(session.id)?.stored?.upTo ?? this.#reads.find(session.id);
    if (session.readUpTo > storedUpTo) this.#store(session.id, session.readUpTo, now);
  }

  /** The member left for good, without a connection that could still tell one. */
  forget(memberId: string): void {
    this.#reads.forget(memberId);
    this.#held?.delete(memberId);
  }

  #store(memberId: string, upTo: number, now: number): void {
    this.#reads.keep(memberId, upTo);
    this.#positions.set(memberId, { upTo, stored: { upTo, at: now } });
    if (this.#positions.size <= PRUNE_AT) return;
    for (const [id, { upTo: told, stored }] of this.#positions) {
      if (told === stored?.upTo && now - stored.at >= STORE_EVERY_MS) this.#positions.delete(id);
    }
  }

  /** After a sleep the attachments know what was told and perhaps never stored. */
  get #positions(): Map<string, Position> {
    if (this.#held !== undefined) return this.#held;
    const held = new Map<string, Position>();
    for (const { id, readUpTo } of this.#sessions()) {
      if (readUpTo > (held.get(id)?.upTo ?? 0)) held.set(id, { upTo: readUpTo, stored: undefined });
    }
    this.#held = held;
    return held;
  }
}
