// What the SDK needs from where it runs, so that tests give their own clock, network and tabs.

/** The part of a WebSocket that is used. */
export type Socket = {
  readonly readyState: number;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  send(text: string): void;
  close(code?: number, reason?: string): void;
};

/** Messages between tabs; the part of a BroadcastChannel that is used. */
export type Channel = {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
  close(): void;
};

/** The part of the Web Locks that is used. `run` holds the lock until its promise settles. */
export type Locks = {
  request(name: string, options: { readonly signal: AbortSignal }, run: () => Promise<void>): Promise<unknown>;
};

export type Environment = {
  /** `WebSocket` or anything made like it. */
  readonly WebSocket: new (url: string, protocols: string[]) => Socket;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Gives what `clearTimeout` takes back. */
  readonly setTimeout: (run: () => void, ms: number) => unknown;
  readonly clearTimeout: (handle: unknown) => void;
  readonly locks: Locks | undefined;
  readonly openChannel: (name: string) => Channel | undefined;
  /** Calls `hurry` when the network is back or somebody looks again; gives what ends that. */
  readonly watch: (hurry: () => void) => () => void;
};

/** The platform's own: a browser's page, Node 22 and later, or workerd. */
export function platform(): Environment {
  return {
    WebSocket,
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (handle) => {
      if (typeof handle === "number" || isTimer(handle)) clearTimeout(handle);
    },
    locks: findLocks(),
    openChannel,
    watch,
  };
}

/** Node's timers are objects that `clearTimeout` takes; the DOM's types know numbers only. */
function isTimer(handle: unknown): handle is number {
  return typeof handle === "object" && handle !== null;
}

/** Missing on plain HTTP, in Node before 24 and in workerd. */
function findLocks(): Locks | undefined {
  return typeof navigator === "undefined" ? undefined : navigator.locks;
}

/** Throws in some sandboxed frames. */
function openChannel(name: string): Channel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

function watch(hurry: () => void): () => void {
  if (typeof document === "undefined") return () => {};
  const seen = () => {
    if (document.visibilityState === "visible") hurry();
  };
  addEventListener("online", hurry);
  addEventListener("pageshow", seen);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", hurry);
    removeEventListener("pageshow", seen);
    document.removeEventListener("visibilitychange", seen);
  };
}
