// pending-timers.ts: timers that were set in this isolate, which the room shares, and have neither rung nor been cleared.

type Timer = { readonly kind: "timeout" | "interval"; readonly ms: number; readonly from: string };

const real = {
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
};

/**
 * Notes each timer that is set from here on, until `restore`. The test bench keeps timers of its own, unnoted, and so do the
 * Worker's streams, of which those of other files may still run.
 */
export class PendingTimers {
  readonly #pending = new Map<unknown, Timer>();
  /** The longest that was asked for, in milliseconds. */
  longestMs = 0;
  /** How many were set. */
  count = 0;

  constructor() {
    globalThis.setTimeout = this.#wrap("timeout", real.setTimeout);
    globalThis.setInterval = this.#wrap("interval", real.setInterval);
    globalThis.clearTimeout = (id) => this.#clear(id, real.clearTimeout);
    globalThis.clearInterval = (id) => this.#clear(id, real.clearInterval);
  }

  get pending(): Timer[] {
    return [...this.#pending.values()];
  }

  restore(): void {
    Object.assign(globalThis, real);
  }

  #wrap<T extends typeof setTimeout>(kind: Timer["kind"], set: T): T {
    return new Proxy(set, {
      apply: (target, self, [callback, ms = 0, ...args]: [(...args: unknown[]) => void, number?, ...unknown[]]) => {
        const ring = (...given: unknown[]) => {
          if (kind === "timeout") this.#pending.delete(id);
          callback(...given);
        };
        const id: unknown = Reflect.apply(target, self, [ring, ms, ...args]);
        const from = new Error("set here").stack?.split("\n")[2]?.trim() ?? "";
        if (from.includes("/src/edge/")) return id;
        this.#pending.set(id, { kind, ms, from });
        this.longestMs = Math.max(this.longestMs, ms);
        this.count += 1;
        return id;
      },
    });
  }

  #clear(id: number | null, clear: (id: number | null) => void): void {
    this.#pending.delete(id);
    clear(id);
  }
}
