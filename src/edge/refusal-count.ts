// What this isolate refused, by code: told to the Lobby along with a question that is asked anyway.

import type { ErrorCode } from "../protocol/errors.ts";
import type { Refusals } from "../rules/room-tally.ts";

export class RefusalCount {
  readonly #byCode = new Map<string, number>();

  add(code: ErrorCode): void {
    this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + 1);
  }

  /** Begins anew; undefined where there is nothing to tell. */
  take(): Refusals | undefined {
    if (this.#byCode.size === 0) return undefined;
    const refusals = Object.fromEntries(this.#byCode);
    this.#byCode.clear();
    return refusals;
  }

  /** What was taken reached nobody. */
  giveBack(refusals: Refusals): void {
    for (const [code, times] of Object.entries(refusals)) this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + times);
  }
}
