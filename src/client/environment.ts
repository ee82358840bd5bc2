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

/** Small things kept from page to page; the part of a Storage that is used. Any call may throw. */
export type KeptStrings = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

/** Why to look after the connection now: the network is back, or gone, or somebody looks at the page again. */
export type HurryCause = "network" | "no_network" | "look";

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
  /** Keeps for a while how the server was reached, for as long as the tab lives. */
  readonly storage: KeptStrings | undefined;
  /** Calls `hurry` for each cause; gives what ends that. */
  readonly watch: (hurry: (cause: HurryCause) => void) => () => void;
};

/** The platform's own: a browser's page, Node 22 and later, or workerd. */
export function platform(): Environment {
  return {
    // Older Node has none: there the client goes by HTTP.
    WebSocket: globalThis.WebSocket,
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (handle) => {
      if (typeof handle === "number" || isTimer(handle)) clearTimeout(handle);
    },
    locks: findLocks(),
    openChannel,
    storage: findStorage(),
    watch,
  };
}

/** What a program without `sessionStorage` keeps as long as it runs. */
const kept = new Map<string, string>();

const keptInMemory: KeptStrings = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
};

/** Merely to name it throws where a browser allows no storage. */
function findStorage(): KeptStrings {
  try {
    return typeof document === "undefined" ? keptInMemory : sessionStorage;
  } catch {
    return keptInMemory;
  }
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

function watch(hurry: (cause: HurryCause) => void): () => void {
  if (typeof document === "undefined") return () => {};
  const end = new AbortController();
  const { signal } = end;
  const look = () => {
    if (document.visibilityState === "visible") hurry("look");
  };
  addEventListener("online", () => hurry("network"), { signal });
  addEventListener("offline", () => hurry("no_network"), { signal });
  addEventListener("pageshow", look, { signal });
  document.addEventListener("visibilitychange", look, { signal });
  return () => end.abort();
}
