// How far members have read in threads: as read positions are, of the threads that each read furthest.

import { THREAD_READS_MAX } from "../protocol/limits.ts";
import type { Reads } from "../storage/reads.ts";
import type { ReadPace } from "./read-pace.ts";
import type { Session } from "../sockets/session.ts";

/** Members remembered before those of whom all is stored are forgotten. */
const PRUNE_AT = 1000;

/** `storedUpTo` is undefined after a sleep: nobody remembers what was stored of it. */
type Position = { readonly upTo: number; readonly storedUpTo: number | undefined };
type Positions = Map<number, Position>;

export class ThreadPositions {
  readonly #reads: Reads;
  readonly #sessions: () => Iterable<Session>;
  readonly #pace: ReadPace;
  #held: Map<string, Positions> | undefined;

  /** `sessions` are those that are open, or outlived a sleep. */
  constructor(reads: Reads, sessions: () => Iterable<Session>, pace: ReadPace) {
    this.#reads = reads;
    this.#sessions = sessions;
    this.#pace = pace;
  }

  /** By the roots of the threads. */
  of(memberId: string): ReadonlyMap<number, number> {
    const found = new Map(this.#reads.threadsOf(memberId));
    for (const [root, { upTo }] of this.#members.get(memberId) ?? [])
      found.set(root, Math.max(upTo, found.get(root) ?? 0));
    return furthest(found, (upTo) => upTo);
  }

  /** Keeps the maximum. Gives whether the member's position moved. */
  tell(session: Session, root: number, upTo: number, now: number): boolean {
    // Asked first: after a sleep it goes by what the attachments say.
    const known = this.#find(session.id, root);
    session.readThreadTo(root, upTo);
    if (upTo <= known) return false;
    if (this.#pace.isDue(session.id, now)) this.#store(session.id, root, upTo, now);
    else this.#hold(session.id, root, { upTo, storedUpTo: this.#members.get(session.id)?.get(root)?.storedUpTo });
    return true;
  }

  /** The same from outside of a connection: nothing but the table remembers it over a sleep, so it is stored at once. */
  tellStored(memberId: string, root: number, upTo: number, now: number): boolean {
    if (upTo <= this.#find(memberId, root)) return false;
    this.#store(memberId, root, upTo, now);
    return true;
  }

  /** A connection ended: what only its attachment knew is stored now. */
  leave({ id, threads }: Session, now: number): void {
    for (const [root, upTo] of threads) {
      const storedUpTo = this.#members.get(id)?.get(root)?.storedUpTo ?? this.#reads.findThread(id, root);
      if (upTo > storedUpTo) this.#store(id, root, upTo, now);
    }
  }

  forget(memberId: string): void {
    this.#held?.delete(memberId);
  }

  #find(memberId: string, root: number): number {
    const held = this.#members.get(memberId)?.get(root);
    // What is not known to be stored may be less than what is.
    if (held?.storedUpTo !== undefined) return held.upTo;
    return Math.max(held?.upTo ?? 0, this.#reads.findThread(memberId, root));
  }

  #store(memberId: string, root: number, upTo: number, now: number): void {
    this.#reads.keepThread(memberId, root, upTo);
    this.#pace.stored(memberId, now);
    this.#hold(memberId, root, { upTo, storedUpTo: upTo });
  }

  #hold(memberId: string, root: number, position: Position): void {
    const members = this.#members;
    const others = new Map(members.get(memberId)).set(root, position);
    members.set(
      memberId,
      furthest(others, ({ upTo }) => upTo),
    );
    if (members.size <= PRUNE_AT) return;
    for (const [id, positions] of members)
      if ([...positions.values()].every(({ upTo, storedUpTo }) => upTo === storedUpTo)) members.delete(id);
  }

  /** After a sleep the attachments know what was told and perhaps never stored. */
  get #members(): Map<string, Positions> {
    if (this.#held !== undefined) return this.#held;
    const held = new Map<string, Positions>();
    for (const { id, threads } of this.#sessions()) {
      if (threads.length === 0) continue;
      const positions = held.get(id) ?? new Map<number, Position>();
      for (const [root, upTo] of threads)
        if (upTo > (positions.get(root)?.upTo ?? 0)) positions.set(root, { upTo, storedUpTo: undefined });
      held.set(id, positions);
    }
    this.#held = held;
    return held;
  }
}

function furthest<T>(positions: Map<number, T>, upToOf: (position: T) => number): Map<number, T> {
  if (positions.size <= THREAD_READS_MAX) return positions;
  return new Map([...positions].toSorted(([, a], [, b]) => upToOf(b) - upToOf(a)).slice(0, THREAD_READS_MAX));
}
