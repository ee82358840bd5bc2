// What one chooses in a poll until the room has it: the last of several presses is sent, and none is lost.

import { type ReadonlySignal, signal } from "@preact/signals";

export type Chosen = readonly number[];
/** False where the room did not take it. */
export type SendVote = (chosen: Chosen) => Promise<boolean>;

export class PendingVote {
  /** What is shown as chosen; undefined where that is what the room says. */
  readonly wanted: ReadonlySignal<Chosen | undefined>;
  readonly #wanted = signal<Chosen | undefined>(undefined);
  #waiting: { readonly timer: ReturnType<typeof setTimeout>; readonly send: () => void } | undefined;
  #underWay = 0;

  constructor() {
    this.wanted = this.#wanted;
  }

  /** Sends the choice where no other follows it in that time. */
  choose(chosen: Chosen, afterMs: number, send: SendVote): void {
    clearTimeout(this.#waiting?.timer);
    this.#wanted.value = chosen;
    const run = (): void => {
      this.#waiting = undefined;
      void this.#send(chosen, send);
    };
    this.#waiting = { timer: setTimeout(run, afterMs), send: run };
  }

  /** The room tells what one chose: that is what one wanted, or another device chose in its place. */
  told(chosen: Chosen): void {
    // Told of an earlier choice while a later one waits or is on its way.
    if (this.#waiting !== undefined || (this.#underWay > 0 && !isSame(chosen, this.#wanted.value))) return;
    this.#wanted.value = undefined;
  }

  /** The poll goes from the page: what waits is sent at once. */
  end(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting?.send();
  }

  async #send(chosen: Chosen, send: SendVote): Promise<void> {
    this.#underWay++;
    const isDone = await send(chosen).catch(() => false);
    this.#underWay--;
    if (!isDone && this.#wanted.value === chosen) this.#wanted.value = undefined;
  }
}

function isSame(chosen: Chosen, wanted: Chosen | undefined): boolean {
  return chosen.join() === wanted?.join();
}
