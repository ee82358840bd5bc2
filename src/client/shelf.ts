// Calls to the store, one after the other, whose failures cost durability and nothing else.

import type { Environment } from "./environment.ts";
import type { OutboxStore } from "./outbox-store.ts";

/**
 * IndexedDB that neither works nor fails (it happens after a browser's update) must not hold up messages: it is waited
 * for once, and not again until it answers.
 */
export const STORE_TIMEOUT_MS = 3000;

export type Shelf = {
  /** Turns to `memory` with the first call that fails, and stays so. */
  readonly keeps: OutboxStore["keeps"];
  /** Runs after all earlier calls; `then` runs after it, whatever became of it. */
  run(call: () => Promise<void>, then?: () => void): void;
};

type ShelfOptions = {
  readonly environment: Pick<Environment, "setTimeout" | "clearTimeout">;
  readonly keeps: OutboxStore["keeps"];
  readonly onFailure: () => void;
};

export function createShelf({ environment, keeps, onFailure }: ShelfOptions): Shelf {
  let last = Promise.resolve();
  let isSilent = false;

  function fail(): void {
    if (keeps === "memory") return;
    keeps = "memory";
    onFailure();
  }

  function inTime(call: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        isSilent = true;
        reject(new Error("store did not answer"));
      };
      const late = environment.setTimeout(giveUp, isSilent ? 0 : STORE_TIMEOUT_MS);
      call()
        .then(resolve, reject)
        .finally(() => {
          environment.clearTimeout(late);
          isSilent = false;
        });
    });
  }

  return {
    get keeps() {
      return keeps;
    },
    run(call, then) {
      last = last.then(() => inTime(call)).catch(fail);
      if (then !== undefined) last = last.then(then);
    },
  };
}
