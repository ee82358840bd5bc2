// Who is here: members folded over their connections, with a grace before somebody counts as gone.

import type { Members } from "../protocol/frames/welcome.ts";
import type { PresenceFrame } from "../protocol/frames/presence.ts";
import { LEAVE_GRACE_MS, MEMBER_LIST_MAX } from "../protocol/limits.ts";
import type { Role, RosterEntry } from "../protocol/schemas.ts";
import type { Session } from "../sockets/session.ts";

/** `idle` of the connections; `toldIdle`: what those who are here know of the member. */
type Present = { entry: RosterEntry; connections: number; idle: number; toldIdle: boolean };

export class Presence {
  readonly #present = new Map<string, Present>();
  /** Members without a connection, by when they count as gone. Lost in a sleep: see `expire`. */
  readonly #leaving = new Map<string, number>();
  #joined = new Map<string, RosterEntry>();
  #left = new Set<string>();
  /** Whose devices were left, or are used again: what they come to is told. */
  #stirred = new Set<string>();
  /** Whom a newcomer was shown otherwise than the rest know them: how they are next is told in any case. */
  readonly #ahead = new Set<string>();
  #rosterDue = false;
  /** Of a crowd nobody is told who is idle: once it is none any more, a fresh roster says it. */
  #wasCrowd = false;

  /** `sessions` are those that outlived a sleep. */
  constructor(sessions: Iterable<Session>) {
    for (const session of sessions) if (!session.isHidden) this.#connect(session);
    for (const present of this.#present.values()) present.toldIdle = isIdle(present);
    this.#stirred.clear();
    this.#wasCrowd = this.#isCrowd;
  }

  get count(): number {
    return this.#present.size;
  }

  /** The roster for `welcome` and `GET …/members`: a sample where it is long. */
  get members(): Members {
    const list: RosterEntry[] = [];
    for (const present of this.#present.values()) {
      if (list.length === MEMBER_LIST_MAX) break;
      list.push(this.#shown(present));
    }
    return { count: this.count, complete: list.length === this.count, list };
  }

  get hasNews(): boolean {
    return this.#rosterDue || this.#joined.size > 0 || this.#left.size > 0 || this.#turned().length > 0;
  }

  join(session: Session): void {
    if (session.isHidden) return;
    const isNew = this.#connect(session);
    const wasLeaving = this.#leaving.delete(session.id);
    if (!isNew || wasLeaving || this.#left.delete(session.id)) return;
    this.#joined.set(session.id, session.member);
  }

  /**
   * One connection of a member ended. Gives when the member will count as gone, where that was the last one.
   * `wasCounted` is false for a connection whose close woke the room.
   */
  leave(session: Session, wasCounted: boolean, now: number): number | undefined {
    if (session.isHidden) return undefined;
    if (!wasCounted && !this.#present.has(session.id)) {
      const { isIdle: toldIdle } = session;
      this.#present.set(session.id, { entry: session.member, connections: 0, idle: 0, toldIdle });
    }
    const present = this.#present.get(session.id);
    if (present === undefined) return undefined;
    if (wasCounted) {
      present.connections -= 1;
      if (session.isIdle) present.idle -= 1;
    } else if (!session.isIdle) {
      // It closed while the room slept: until then there was somebody at it.
      present.toldIdle = false;
    }
    this.#stirred.add(session.id);
    if (present.connections > 0) return undefined;
    const goneAt = now + LEAVE_GRACE_MS;
    this.#leaving.set(session.id, goneAt);
    return goneAt;
  }

  /** Nobody is at one of the member's devices any more, or somebody is again. */
  turned(session: Session): void {
    const present = this.#present.get(session.id);
    if (present === undefined || session.isHidden) return;
    present.idle += session.isIdle ? 1 : -1;
    this.#stirred.add(session.id);
  }

  /** Somebody who will not come back is gone without a grace. */
  depart(memberId: string): void {
    this.#leaving.delete(memberId);
    if (this.#present.delete(memberId) && !this.#joined.delete(memberId)) this.#left.add(memberId);
  }

  find(memberId: string): RosterEntry | undefined {
    return this.#present.get(memberId)?.entry;
  }

  rename(memberId: string, name: string): void {
    const present = this.#present.get(memberId);
    if (present !== undefined) present.entry = { ...present.entry, name };
  }

  giveRole(memberId: string, role: Role): void {
    const present = this.#present.get(memberId);
    if (present !== undefined) present.entry = { ...present.entry, role };
  }

  /**
   * Lets go of everybody whose grace is over, and gives when the next one's is. An alarm that finds nobody leaving
   * comes from before a sleep, which forgot them: then a fresh roster, made from what is connected, says it all.
   */
  expire(now: number, forgot: boolean): number | undefined {
    let next: number | undefined;
    for (const [id, goneAt] of this.#leaving) {
      if (goneAt > now) {
        next = Math.min(next ?? goneAt, goneAt);
        continue;
      }
      this.#leaving.delete(id);
      this.#present.delete(id);
      // Somebody who came and went unseen is not told of at all.
      if (!this.#joined.delete(id)) this.#left.add(id);
    }
    if (forgot) this.#rosterDue = true;
    return next;
  }

  /** Nobody is left to be told: whoever comes next gets the roster as it is. */
  forgetLeaving(): void {
    for (const id of this.#leaving.keys()) this.#present.delete(id);
    this.#leaving.clear();
    this.#joined.clear();
    this.#left.clear();
    this.#stirred.clear();
    this.#ahead.clear();
    this.#rosterDue = false;
  }

  /** What changed since the last time, as one frame however many came and went. */
  takeNews(): PresenceFrame {
    // So many are told no more by name: a fresh roster is smaller than the list of those who went.
    const areMany = this.#joined.size > MEMBER_LIST_MAX || this.#left.size > MEMBER_LIST_MAX;
    if (this.#wasCrowd && !this.#isCrowd) this.#rosterDue = true;
    this.#wasCrowd = this.#isCrowd;
    const turned = this.#turned();
    const told = this.#rosterDue ? this.#present : turned;
    for (const [, present] of told) present.toldIdle = isIdle(present);
    const [idle, active] = [true, false].map((state) => turned.filter(([, { toldIdle }]) => toldIdle === state));
    const frame: PresenceFrame =
      this.#rosterDue || areMany
        ? { type: "presence", ...this.members }
        : {
            type: "presence",
            count: this.count,
            ...(this.#joined.size === 0 ? {} : { joined: [...this.#joined.values()] }),
            ...(this.#left.size === 0 ? {} : { left: [...this.#left] }),
            ...listed("idle", idle),
            ...listed("active", active),
          };
    this.#joined = new Map();
    this.#left = new Set();
    this.#stirred = new Set();
    this.#ahead.clear();
    this.#rosterDue = false;
    return frame;
  }

  #connect(session: Session): boolean {
    const present = this.#present.get(session.id);
    if (present === undefined) {
      const idle = session.isIdle ? 1 : 0;
      this.#present.set(session.id, { entry: session.member, connections: 1, idle, toldIdle: false });
      return true;
    }
    present.connections += 1;
    if (session.isIdle) present.idle += 1;
    this.#stirred.add(session.id);
    present.entry = session.member;
    return false;
  }

  /** Of whom something else is to be told than is known. A crowd is not told of: its roster is a sample. */
  #turned(): [string, Present][] {
    if (this.#isCrowd) return [];
    return [...this.#stirred].flatMap((id): [string, Present][] => {
      const present = this.#present.get(id);
      if (present === undefined || (isIdle(present) === present.toldIdle && !this.#ahead.has(id))) return [];
      return [[id, present]];
    });
  }

  #shown(present: Present): RosterEntry {
    const isAway = !this.#isCrowd && isIdle(present);
    if (isAway !== present.toldIdle) this.#ahead.add(present.entry.id);
    return isAway ? { ...present.entry, idle: true } : present.entry;
  }

  get #isCrowd(): boolean {
    return this.count > MEMBER_LIST_MAX;
  }
}

/** Somebody who just lost the last connection is as they were. */
function isIdle({ connections, idle, toldIdle }: Present): boolean {
  return connections === 0 ? toldIdle : idle === connections;
}

function listed(name: "idle" | "active", of: readonly [string, Present][] | undefined): Partial<PresenceFrame> {
  return of === undefined || of.length === 0 ? {} : { [name]: of.map(([id]) => id) };
}
