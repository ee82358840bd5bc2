// What may be merged before it is sent: who came, who went, who is typing.

import type { Presence } from "./presence.ts";
import type { Publisher } from "./publisher.ts";
import type { Typing } from "./typing.ts";

/** How long news waits for more of its kind, in milliseconds: a reconnect of many is told in a few frames. */
const GATHER_MS = 50;

export class News {
  readonly #presence: () => Presence;
  readonly #typing: Typing;
  readonly #publisher: Publisher;
  #isScheduled = false;

  constructor(presence: () => Presence, typing: Typing, publisher: Publisher) {
    this.#presence = presence;
    this.#typing = typing;
    this.#publisher = publisher;
  }

  /** Sends soon what there is to tell by then. */
  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => {
      this.#isScheduled = false;
      this.flush(Date.now());
    }, GATHER_MS);
  }

  flush(now: number): void {
    const presence = this.#presence();
    if (presence.hasNews) this.#publisher.frame(presence.takeNews(), now);
    if (this.#typing.hasNews) this.#publisher.frame({ type: "typing", members: this.#typing.takeNews(now) }, now);
  }
}
