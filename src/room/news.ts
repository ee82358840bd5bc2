// What may be merged before it is sent: who came and went, who types, how far who has read, and values.

import { READS_MEMBERS_MAX } from "../protocol/limits.ts";
import { gatherMs } from "../rules/gathering.ts";
import type { Presence } from "./presence.ts";
import type { Publisher } from "./publisher.ts";
import type { Typing } from "./typing.ts";
import type { Values } from "./values.ts";

export class News {
  readonly #presence: () => Presence;
  readonly #typing: Typing;
  readonly #values: Values;
  readonly #publisher: Publisher;
  readonly #owed: (now: number) => void;
  readonly #sendingMs: () => number;
  /** A map, since the id of a member may be `__proto__`. */
  #reads = new Map<string, number>();
  #isScheduled = false;

  /** `owed` hears that a reader who is behind was not told of values. */
  constructor(
    presence: () => Presence,
    typing: Typing,
    values: Values,
    publisher: Publisher,
    owed: (now: number) => void,
    sendingMs: () => number,
  ) {
    this.#presence = presence;
    this.#typing = typing;
    this.#values = values;
    this.#publisher = publisher;
    this.#owed = owed;
    this.#sendingMs = sendingMs;
  }

  /** A member has read so far. */
  read(memberId: string, upTo: number): void {
    this.#reads.set(memberId, upTo);
    this.schedule();
  }

  /** Sends soon what there is to tell by then. */
  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => {
      this.#isScheduled = false;
      const now = Date.now();
      this.flush(now);
      this.#flushValues(now);
    }, gatherMs(this.#sendingMs()));
  }

  flush(now: number): void {
    const presence = this.#presence();
    if (presence.hasNews) this.#publisher.frame(presence.takeNews(), now);
    if (this.#typing.hasNews) this.#publisher.frame({ type: "typing", members: this.#typing.takeNews(now) }, now);
    const reads = this.#reads;
    this.#reads = new Map();
    if (reads.size > 0 && presence.count <= READS_MEMBERS_MAX)
      this.#publisher.frame({ type: "reads", reads: Object.fromEntries(reads) }, now);
  }

  /** Only when their window is over: a message that goes out meanwhile must not split what it merges. */
  #flushValues(now: number): void {
    if (!this.#values.hasNews) return;
    this.#publisher.values(this.#values.takeNews(), (keys) => this.#values.newest(keys), now);
    if (this.#publisher.owesValues) this.#owed(now);
  }
}
