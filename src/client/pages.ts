// Pages of history under way: one at a time for each place, however often it is asked for.

import type { HistoryFrame } from "../protocol/frames/history.ts";
import { createId } from "./ids.ts";
import type { HistoryAskRange, Requests } from "./requests.ts";

export type Pages = {
  /**
   * Settles when `put` took the page, or when it is no longer wanted; rejects with the room's refusal. A page that `put` does
   * not take is asked for again.
   */
  load(place: string, range: HistoryAskRange, put: (page: HistoryFrame) => boolean): Promise<void>;
  /** One page; undefined where it is no longer wanted. */
  ask(range: HistoryAskRange): Promise<HistoryFrame | undefined>;
};

/** `onChange` tells of each place whether a page for it is under way. */
export function createPages(requests: Requests, onChange: (place: string, isLoading: boolean) => void): Pages {
  const loads = new Map<string, Promise<void>>();

  async function ask(range: HistoryAskRange): Promise<HistoryFrame | undefined> {
    const page = await requests.ask({ type: "history", id: createId(), ...range });
    return page?.type === "history" ? page : undefined;
  }

  async function load(place: string, range: HistoryAskRange, put: (page: HistoryFrame) => boolean): Promise<void> {
    try {
      for (;;) {
        const page = await ask(range);
        if (page === undefined || put(page)) return;
      }
    } finally {
      loads.delete(place);
      onChange(place, false);
    }
  }

  return {
    ask,
    load(place, range, put) {
      const running = loads.get(place);
      if (running !== undefined) return running;
      const started = load(place, range, put);
      loads.set(place, started);
      onChange(place, true);
      return started;
    },
  };
}
