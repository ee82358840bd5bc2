// The life of a connection that is made of requests: it ends once, takes its requests with it, and says nothing after.

import type { CarrierEvents, Fault } from "./carrier.ts";

export type Lifetime = {
  readonly isOver: boolean;
  /** Ends every request of the connection with it. */
  readonly signal: AbortSignal;
  message(text: string): void;
  /** Ends it, and tells so. */
  end(code: number, reason: string, fault?: Fault): void;
  /** Ends it without a word. */
  close(): void;
};

export function createLifetime(events: CarrierEvents): Lifetime {
  const abort = new AbortController();
  const { signal } = abort;
  return {
    get isOver() {
      return signal.aborted;
    },
    signal,
    message(text) {
      if (!signal.aborted) events.message(text);
    },
    end(code, reason, fault) {
      if (signal.aborted) return;
      abort.abort();
      events.close(code, reason, fault);
    },
    close: () => abort.abort(),
  };
}
