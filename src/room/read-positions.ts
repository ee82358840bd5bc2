// How far members have read: told often, stored at most once a minute each.

import type { Reads } from "../storage/reads.ts";
import type { Session } from "./session.ts";

/** At most one row a member and minute (architecture, budgets). What is not stored yet is in the attachment. */
const STORE_EVERY_MS = 60_000;
/** Members remembered before those whose minute is over are forgotten. */
const PRUNE_AT = 1000;

type Position = { readonly upTo: number; readonly storedUpTo: number; readonly storedAt: number };

export class ReadPositions {
  readonly #reads: Reads;
  readonly #byMember = new Map<string, Position>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  find(memberId: string): number {
    return Math.max(this.#reads.find(memberId), this.#byMember.get(memberId)?.upTo ?? 0);
  }

  /** Keeps the maximum. */
  tell(session: Session, upTo: number, now: number): void {
    if (!session.readTo(upTo)) return;
    const before = this.#byMember.get(session.id);
    if (before !== undefined && now - before.storedAt < STORE_EVERY_MS) {
      this.#byMember.set(session.id, { ...before, upTo: Math.max(before.upTo, upTo) });
    } else {
      this.#store(session.id, upTo, now);
    }
  }

  /** A connection ended: what only its attachment knew is stored now. */
  leave(session: Session, now: number): void {
    const known = this.#byMember.get(session.id)?.storedUpTo ?? this.#reads.find(session.id);
    if (session.readUpTo > known) this.#store(session.id, session.readUpTo, now);
  }

  #store(memberId: string, upTo: number, now: number): void {
    this.#reads.keep(memberId, upTo);
    this.#byMember.set(memberId, { upTo, storedUpTo: upTo, storedAt: now });
    if (this.#byMember.size <= PRUNE_AT) return;
    for (const [id, position] of this.#byMember) {
      if (position.upTo === position.storedUpTo && now - position.storedAt >= STORE_EVERY_MS) this.#byMember.delete(id);
    }
  }
}
