// A clock, a network and tabs that stand still until a test moves them.

import type { Channel, Environment, HurryCause, Locks } from "../../../src/client/environment.ts";
import { createMemoryStore, type OutboxStore } from "../../../src/client/outbox-store.ts";
import { createRoomClient, type RoomClient, type RoomClientOptions } from "../../../src/client/room-client.ts";
import type { TimelineItem } from "../../../src/client/state.ts";
import { loadOverHttp } from "../../../src/client/transports/open-rung.ts";
import { FakeHttp } from "../../support/fake-http.ts";
import { FakeServer, FakeSocket } from "../../support/fake-server.ts";

// What a page fetches when it needs it is there, so that nothing but the clock moves a test.
await loadOverHttp();

type Timer = { atMs: number; run: () => void };

export class World {
  nowMs = 1_795_000_000_000;
  random = 0.5;
  readonly server = new FakeServer();
  readonly http = new FakeHttp(this.server, {
    now: () => this.nowMs,
    setTimeout: (run, ms) => this.environment.setTimeout(run, ms),
  });
  /** What the tab keeps from page to page. */
  readonly kept = new Map<string, string>();
  /** Tells each client that is open what its browser would. */
  readonly watchers = new Set<(cause: HurryCause) => void>();
  readonly #timers = new Map<number, Timer>();
  #timersMade = 0;
  readonly #channels = new Map<string, Set<FakeChannel>>();
  readonly #locks = new Map<string, (() => void)[]>();
  readonly #clients: RoomClient[] = [];

  constructor() {
    this.server.now = () => this.nowMs;
  }

  get environment(): Environment {
    const { server } = this;
    return {
      WebSocket: class extends FakeSocket {
        constructor(url: string, protocols: string[]) {
          super(server, url, protocols);
        }
      },
      fetch: this.http.fetch,
      now: () => this.nowMs,
      random: () => this.random,
      setTimeout: (run, ms) => {
        if (ms !== Infinity) this.#timers.set(++this.#timersMade, { atMs: this.nowMs + ms, run });
        return this.#timersMade;
      },
      clearTimeout: (handle) => void (typeof handle === "number" && this.#timers.delete(handle)),
      locks: undefined,
      openChannel: () => undefined,
      storage: {
        getItem: (key) => this.kept.get(key) ?? null,
        setItem: (key, value) => void this.kept.set(key, value),
        removeItem: (key) => void this.kept.delete(key),
      },
      watch: (hurry) => {
        this.watchers.add(hurry);
        return () => this.watchers.delete(hurry);
      },
    };
  }

  /** Tabs of one browser: they share the store, the locks and the channel. */
  browser(): { store: OutboxStore; environment: Environment } {
    const store: OutboxStore = { ...createMemoryStore(), keeps: "stored" };
    const openChannel = (name: string) => new FakeChannel(this.#channels, name);
    return { store, environment: { ...this.environment, locks: this.locks, openChannel } };
  }

  client(options: Partial<RoomClientOptions> = {}): RoomClient {
    const client = createRoomClient({
      origin: "http://chat.test",
      room: "lobby",
      outbox: createMemoryStore(),
      ...options,
      environment: { ...this.environment, ...options.environment },
    });
    this.#clients.push(client);
    return client;
  }

  /** A client that has been let in. */
  async enter(options: Partial<RoomClientOptions> = {}): Promise<RoomClient> {
    const client = this.client(options);
    client.open();
    await this.settle();
    if (client.state.connection.kind !== "online")
      throw new Error(`no welcome came: ${JSON.stringify(client.state.connection)}`);
    return client;
  }

  /** Lets everything under way arrive, without time passing. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.#move() ? 0 : quiet + 1;
    }
  }

  #move(): boolean {
    let { moved } = this.http;
    this.http.moved = false;
    for (const socket of this.server.sockets) {
      if (socket.readyState === 0) {
        this.server.open(socket);
        moved = true;
      }
      while (socket.deliverUp()) moved = true;
      while (socket.deliverDown()) moved = true;
    }
    return moved;
  }

  /** Lets time pass, with everything that happens in it. */
  async advance(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await this.settle();
    for (;;) {
      const [handle, next] = [...this.#timers].sort(([, a], [, b]) => a.atMs - b.atMs)[0] ?? [];
      if (handle === undefined || next === undefined || next.atMs > endMs) break;
      this.#timers.delete(handle);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await this.settle();
    }
    this.nowMs = endMs;
  }

  /** Runs until `check` holds; says what did not come. */
  async until(what: string, check: () => boolean, withinMs = 120_000): Promise<void> {
    const endMs = this.nowMs + withinMs;
    await this.settle();
    while (!check()) {
      if (this.nowMs >= endMs) throw new Error(`did not come within ${withinMs} ms: ${what}`);
      await this.advance(100);
    }
  }

  readonly locks: Locks = {
    request: (name, { signal }, run) =>
      new Promise((resolve, reject) => {
        const line = this.#locks.get(name) ?? [];
        this.#locks.set(name, line);
        const leave = () => {
          const at = line.indexOf(turn);
          line.splice(at, 1);
          if (at === 0) line[0]?.();
        };
        let isHeld = false;
        const turn = () => {
          isHeld = true;
          void run().then(() => {
            leave();
            resolve(undefined);
          });
        };
        signal.addEventListener("abort", () => {
          if (isHeld) return;
          leave();
          reject(new DOMException("aborted", "AbortError"));
        });
        line.push(turn);
        if (line.length === 1) queueMicrotask(() => !signal.aborted && turn());
      }),
  };
}

class FakeChannel implements Channel {
  readonly #peers: Set<FakeChannel>;
  readonly #listeners: ((event: { data: unknown }) => void)[] = [];
  constructor(channels: Map<string, Set<FakeChannel>>, name: string) {
    const peers = channels.get(name) ?? new Set();
    channels.set(name, peers.add(this));
    this.#peers = peers;
  }
  addEventListener(_type: "message", listener: (event: { data: unknown }) => void): void {
    this.#listeners.push(listener);
  }
  postMessage(message: unknown): void {
    for (const peer of this.#peers) {
      if (peer !== this)
        queueMicrotask(() => peer.#listeners.forEach((listener) => listener({ data: structuredClone(message) })));
    }
  }
  close(): void {
    this.#peers.delete(this);
  }
}

/** The timeline as a reader sees it: texts, `~text` while pending, `!text` where refused, `…` for a gap. */
export function shown(client: RoomClient): string[] {
  return client.state.timeline.map(word);
}

function word(item: TimelineItem): string {
  switch (item.kind) {
    case "message":
      return item.message.text ?? "(removed)";
    case "change":
      return item.event.kind === "member" ? `(${item.event.action} ${item.event.member.name})` : "(configured)";
    case "gap":
      return "…";
    case "pending":
      return `${item.pending.status.kind === "failed" ? "!" : "~"}${item.pending.text}`;
  }
}

/** Texts of the room's messages, in order. */
export function logged(world: World): string[] {
  return world.server.messages().map(({ text }) => text ?? "");
}
