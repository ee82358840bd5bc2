// The relays of a room: which there are, and what goes to all of them. A small room has none, and none of this costs it anything.

import * as v from "valibot";
import type { Cursor } from "../../protocol/cursor.ts";
import type { Entry } from "../../rules/entry.ts";
import { placeOf, type PlacementLimits } from "../../rules/placement.ts";
import { RelayLink, type LinkHost } from "./relay-link.ts";
import type { RelayedSocket } from "./relayed-socket.ts";

/** In the room's storage: the names of relays that hold somebody. A row when one is first used, and when it runs empty. */
const KEY = "relays";
const namesSchema = v.array(v.string());

/** How long the room waits before it tries again to reach a relay. */
const TRY_AGAIN_MS = 10_000;
/** Longest that the end of a room waits for its relays. */
const SETTLE_MS = 2_000;

type Kept = Pick<SyncKvStorage, "get" | "put" | "delete">;

export type RelaysHost = Omit<LinkHost, "nextNumber" | "unreachable" | "drained"> & {
  readonly kept: Kept;
  /** The object lives until this settles. */
  readonly keepAwake: (work: Promise<unknown>) => void;
  /** Where the log stands. */
  readonly place: () => Cursor;
  /** Rings the room's alarm. */
  readonly ringBy: (at: number) => Promise<void>;
  /** Connections that the room holds itself. */
  readonly here: () => number;
};

export class Relays {
  readonly #host: RelaysHost;
  readonly #links = new Map<string, RelayLink>();
  /** Names that stand in storage. */
  #kept = new Set<string>();
  /** Resolves whoever waits until all that is under way has arrived. */
  #settled: (() => void)[] = [];
  #isRetired = false;
  #calls = 0;
  /** How often the log was written anew when the relays were last told. */
  #rewrites = 0;

  constructor(host: RelaysHost) {
    this.#host = host;
  }

  get areAny(): boolean {
    return this.#links.size > 0;
  }

  /** How many hold sockets of the room. */
  get count(): number {
    return this.#links.size;
  }

  /** True where a reader at a relay is still owed values. */
  get oweValues(): boolean {
    for (const link of this.#links.values()) if (link.owesValues) return true;
    return false;
  }

  /** The relay that is to take a connection in; undefined where the room itself is. */
  placeFor({ room, region }: Entry, refusedBy: string | null, limits: PlacementLimits): string | undefined {
    if (limits.threshold === 0 || refusedBy === "all") return undefined;
    const refused = refusedBy === null ? [] : refusedBy.split(",");
    const relays = [...this.#links.values()].map(({ name, connections }) => ({ name, connections }));
    return placeOf(room, region ?? "any", this.#host.here(), relays, refused, limits);
  }

  /** The link to a relay that speaks, or is to be spoken to. */
  linkTo(name: string): RelayLink {
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    const link = this.#newLink(name);
    this.#links.set(name, link);
    return link;
  }

  /** Called when a relay was heard: as long as it holds a connection, it is to be found again after a sleep. */
  heard(link: RelayLink): void {
    if (link.connections === 0) this.#drained(link);
    else if (!this.#kept.has(link.name)) this.#keep(this.#kept.add(link.name));
  }

  /**
   * Takes up the relays that held somebody before the room slept: nothing may happen in the room before. `resume` takes a
   * connection in; `settle` is called with those that may have missed something about themselves, once all are in.
   */
  async recall(resume: (socket: RelayedSocket) => void, settle: (socket: RelayedSocket) => void): Promise<void> {
    const names = v.parse(namesSchema, this.#host.kept.get(KEY) ?? []);
    this.#kept = new Set(names);
    const recalled = await Promise.all(
      names.map(async (name) => {
        const link = this.#newLink(name);
        this.#links.set(name, link);
        return { link, ...(await link.recall(this.#host.place())) };
      }),
    );
    for (const { sockets } of recalled) for (const socket of sockets) resume(socket);
    for (const { link, sockets, isBehind } of recalled) {
      if (isBehind) for (const socket of sockets) settle(socket);
      if (isBehind) link.tellNewest();
      this.#drained(link);
    }
  }

  events(events: readonly string[], epoch: string | undefined): void {
    const upTo = this.#host.place();
    for (const link of this.#links.values()) link.events(events, upTo, epoch);
  }

  frame(text: string): void {
    for (const link of this.#links.values()) link.frame(text);
  }

  signal(text: string, from: string | undefined): void {
    for (const link of this.#links.values()) link.signal(text, from);
  }

  /** `text` is undefined where nothing changed, and what is owed is offered again. */
  values(text: string | undefined): void {
    for (const link of this.#links.values()) {
      if (text === undefined) link.offerValues();
      else link.values(text);
    }
  }

  /** Called after whatever may have erased something. */
  rewritten(rewrites: number): void {
    if (rewrites === this.#rewrites) return;
    this.#rewrites = rewrites;
    for (const link of this.#links.values()) link.erased();
  }

  /** The alarm rang. */
  rang(): void {
    for (const link of this.#links.values()) link.tryAgain();
  }

  /** What is under way is the end of the room, or of its state. */
  retire(): void {
    this.#isRetired = true;
    for (const link of this.#links.values()) link.retire();
  }

  /** Resolves once all that is under way has arrived, or cannot. */
  async settled(): Promise<void> {
    if ([...this.#links.values()].every(({ isIdle }) => isIdle)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SETTLE_MS);
      this.#settled.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #newLink(name: string): RelayLink {
    const host: LinkHost = {
      ...this.#host,
      nextNumber: () => (this.#calls += 1),
      unreachable: () => this.#host.keepAwake(this.#host.ringBy(Date.now() + TRY_AGAIN_MS)),
      drained: (link) => this.#drained(link),
    };
    return new RelayLink(host, name, this.#host.place());
  }

  /** A relay that holds nobody is forgotten. */
  #drained(link: RelayLink): void {
    if (!this.#isRetired && link.connections === 0 && link.isIdle) {
      this.#links.delete(link.name);
      if (this.#kept.delete(link.name)) this.#keep(this.#kept);
    }
    if (this.#settled.length === 0 || [...this.#links.values()].some(({ isIdle }) => !isIdle)) return;
    for (const resolve of this.#settled) resolve();
    this.#settled = [];
  }

  #keep(names: ReadonlySet<string>): void {
    if (names.size === 0) this.#host.kept.delete(KEY);
    else this.#host.kept.put(KEY, [...names]);
  }
}

/** True where a room has relays to recall. Reads one key. */
export function hasRelays(kept: Pick<Kept, "get">): boolean {
  return kept.get(KEY) !== undefined;
}
