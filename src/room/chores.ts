// What a room erases by its alarm: contents past their time, the rest of an erased member, what is left of deleted words, marks of networks.
//
// The alarm is a row each time it is set, so it is not set with each message, nor anew each time that something sooner
// took its place: it is set by the first message there is to erase, when nobody is left in the room, and after a step.
// While somebody is here, each turn and each ring looks whether something has become due.

import type { Alarm } from "./alarm.ts";
import type { RoomContext } from "./context.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Contents of one day go together: at most one step a day where less than a step is due, so a day late at most. */
const REST_MS = DAY_MS;
/** Events erased in one ring: some 10 ms of work, and 1,000 rows where nothing was edited or indexed. */
const STEP = 1000;
/** Pages of the search index that are written anew in one ring. */
const PURGE_PAGES = 250;
/** An alarm may ring a little before its time by this clock. */
const EARLY_MS = 1_000;

type Due = {
  readonly at: number;
  /** The oldest message that age would erase; 0 where something else is due. */
  readonly seq: number;
};

const NEVER: Due = { at: Infinity, seq: 0 };

export class Chores {
  readonly #room: RoomContext;
  readonly #alarm: Alarm;
  /** When something is due, as far as this instance knows. */
  #dueAt: number | undefined;
  #isPurging = false;
  #keptUntil = Infinity;

  constructor(room: RoomContext, alarm: Alarm) {
    this.#room = room;
    this.#alarm = alarm;
  }

  /** Called after each turn that stored something, its first event `firstSeq`. Reads once in a life, and when it is due. */
  happened(firstSeq: number, now: number): Promise<void> | undefined {
    const at = this.#keptUntil;
    this.#keptUntil = Infinity;
    if (this.#dueAt !== undefined && this.#dueAt !== Infinity && this.#dueAt > now) {
      if (this.#dueAt <= at) return undefined;
      this.#dueAt = at;
      return this.#set({ at, seq: 0 });
    }
    const due = this.#read(now);
    const isNew = due.seq >= firstSeq || at !== Infinity;
    return isNew || due.at <= now ? this.#set(due) : undefined;
  }

  /** Something to erase came up, or the time after which it is. */
  changed(now: number): Promise<void> {
    return this.#set(this.#read(now));
  }

  /** Something of this turn is to go by then, also where nobody says anything any more. Its end, `happened`, sees to it. */
  keptUntil(at: number): void {
    this.#keptUntil = Math.min(this.#keptUntil, at);
  }

  /** Nobody is left: from here on nothing but the alarm wakes the room. */
  left(now: number): Promise<void> {
    return this.changed(now);
  }

  /** The alarm rang: does a step of what is due. `isEmpty`: nobody is here. */
  async rang(now: number, isEmpty: boolean): Promise<void> {
    const due = this.#read(now);
    const isDue = due.at <= now + EARLY_MS;
    if (isDue) this.#step(now + EARLY_MS);
    if (isDue || isEmpty) await this.#set(isDue ? this.#read(now) : due);
  }

  #step(now: number): void {
    const { erasure, networks, search, settings } = this.#room;
    if ((networks.oldestUntil() ?? Infinity) <= now) networks.forgetOld(now);
    const [member] = erasure.pending;
    if (member !== undefined) {
      erasure.goOn(member, STEP, now);
      return;
    }
    const { retentionDays } = settings;
    if (retentionDays > 0 && this.#retentionAt(retentionDays).at <= now) {
      erasure.eraseOld(now - retentionDays * DAY_MS, STEP, now, REST_MS);
      return;
    }
    if ((search.purgeAt ?? Infinity) <= now) this.#isPurging = search.purge(PURGE_PAGES, !this.#isPurging) === "more";
  }

  #read(now: number): Due {
    const { erasure, networks, search, settings } = this.#room;
    const { retentionDays } = settings;
    const dues: Due[] = [
      ...(erasure.pending.length > 0 ? [{ at: now, seq: 0 }] : []),
      ...(retentionDays > 0 ? [this.#retentionAt(retentionDays)] : []),
      { at: search.purgeAt ?? Infinity, seq: 0 },
      { at: networks.oldestUntil() ?? Infinity, seq: 0 },
    ];
    const due = dues.reduce((soonest, one) => (one.at < soonest.at ? one : soonest), NEVER);
    this.#dueAt = due.at;
    return due;
  }

  #retentionAt(days: number): Due {
    const { nextAt, oldest } = this.#room.erasure.retention();
    return oldest === undefined ? NEVER : { at: Math.max(nextAt, oldest.at + days * DAY_MS), seq: oldest.seq };
  }

  async #set({ at }: Due): Promise<void> {
    if (at !== Infinity) await this.#alarm.ringBy(at);
  }
}
