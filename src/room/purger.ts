// Removes all that a member said, some at a time, by alarm: each message by an ordinary `removed` event, once.

import type { StoredEvent } from "../storage/event-log.ts";
import type { Purge } from "../storage/purges.ts";
import type { Chores } from "./chores.ts";
import type { RoomContext } from "./context.ts";
import type { Dispatch } from "./dispatch.ts";

/** Messages removed in one turn, and events looked at for them: a turn that others wait for stays short. */
const STEP_MESSAGES = 50;
const STEP_EVENTS = 2000;
/** Steps of one alarm; the rest by the next, which another command may come before. */
const STEPS = 10;

type Host = { readonly room: RoomContext; readonly dispatch: Dispatch; readonly chores: Chores };

export class Purger {
  readonly #host: Host;
  #isRunning = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** There is something left to remove. */
  get hasAny(): boolean {
    return this.#host.room.purges.hasAny;
  }

  /** Gives when to be called next; undefined where nothing is left to remove. */
  async run(): Promise<number | undefined> {
    const { room, dispatch, chores } = this.#host;
    if (this.#isRunning || !room.purges.hasAny) return undefined;
    this.#isRunning = true;
    try {
      for (let step = 0; step < STEPS; step += 1) {
        const purge = room.purges.first();
        if (purge === undefined) break;
        // What is removed and how far it got are stored in one turn: a crash between them undoes both.
        await dispatch.perform(purge.room, () => ({ events: this.#step(purge), value: undefined }));
      }
      // What the messages left in the index of words is to go, also where nobody says anything any more.
      if (room.search.purgeAt !== undefined) await chores.changed(room.now());
    } finally {
      this.#isRunning = false;
    }
    return room.purges.hasAny ? room.now() : undefined;
  }

  #step(purge: Purge): StoredEvent[] {
    const { room } = this.#host;
    const { seqs, next } = room.purges.step(purge, STEP_EVENTS, STEP_MESSAGES);
    const events = seqs.flatMap((message) => this.#remove(purge, message));
    if (next === undefined || next <= 0) room.purges.done(purge.purge);
    else room.purges.movedTo(purge.purge, next);
    return events;
  }

  #remove({ by, reason }: Purge, message: number): StoredEvent[] {
    const { room } = this.#host;
    const target = room.changes.find(message);
    if (target === undefined || target.isRemoved) return [];
    const body = { message, ...(reason === undefined ? {} : { reason }) };
    const event = room.log.append({ kind: "removed", by, id: crypto.randomUUID(), body }, room.now());
    room.changes.remove(target, event);
    room.reactions.clear(message);
    room.votes.clear(message);
    room.search.forget(message, room.now());
    return [event];
  }
}
