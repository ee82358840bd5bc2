// Where messages wait until the room has them: IndexedDB, or memory where there is none.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import * as v from "valibot";
import { askedPollSchema } from "../protocol/poll.ts";
import { commandIdSchema } from "../protocol/schemas.ts";

/** Whose rows: those of one member in one room of one deployment. */
export type Place = { readonly origin: string; readonly room: string; readonly member: string };

const rowSchema = v.object({
  id: commandIdSchema,
  origin: v.string(),
  room: v.string(),
  /** Who wrote it; empty where nobody has ever been welcomed here. */
  member: v.string(),
  /** Rows are sent in this order. */
  order: v.number(),
  /** When it was written, by this device's clock. */
  at: v.number(),
  text: v.string(),
  replyTo: v.optional(v.number()),
  thread: v.optional(v.number()),
  data: v.optional(v.unknown()),
  poll: v.optional(askedPollSchema),
  mentions: v.optional(v.pipe(v.array(v.string()), v.readonly())),
  /** The server refused it for good; it waits for its author. */
  failure: v.optional(v.object({ code: v.string(), message: v.string() })),
});
export type OutboxRow = Readonly<v.InferOutput<typeof rowSchema>>;

/** Every call may reject, at any time; the outbox then goes on from memory. */
export type OutboxStore = {
  /** Whether rows outlive the page. */
  readonly keeps: "stored" | "memory";
  /** In order; what cannot be read is left where it is and left out. */
  load(place: Place): Promise<readonly OutboxRow[]>;
  /** Puts a row in the place of one with the same id. */
  put(row: OutboxRow): Promise<void>;
  remove(id: string): Promise<void>;
  /** Whom the browser's cookie named when it was last welcomed at this origin. */
  lastMember(origin: string): Promise<string | undefined>;
  setLastMember(origin: string, member: string): Promise<void>;
};

/** Drops what this version cannot read: it may be another version's. */
export function parseRows(values: readonly unknown[]): OutboxRow[] {
  const rows = values.flatMap((value) => {
    const result = v.safeParse(rowSchema, value);
    return result.success ? [result.output] : [];
  });
  return rows.sort((a, b) => a.order - b.order);
}

type Schema = DBSchema & {
  rows: { key: string; value: OutboxRow; indexes: { place: [string, string, string] } };
  members: { key: string; value: string };
};

/** The default store. Opening is put off until it is used, and its failure is the first call's. */
export function openOutboxStore(): OutboxStore {
  if (!hasIndexedDb()) return createMemoryStore();
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const open = () => {
    opened ??= openDB<Schema>("hubbub-outbox", 1, {
      upgrade(database) {
        database.createObjectStore("rows", { keyPath: "id" }).createIndex("place", ["origin", "room", "member"]);
        database.createObjectStore("members");
      },
      // A newer version in another tab must not wait for this one; the next call opens it again.
      blocking(_from, _to, event) {
        opened = undefined;
        if (event.target instanceof IDBDatabase) event.target.close();
      },
      terminated() {
        opened = undefined;
      },
    });
    return opened;
  };
  return {
    keeps: "stored",
    async load({ origin, room, member }) {
      return parseRows(await (await open()).getAllFromIndex("rows", "place", [origin, room, member]));
    },
    async put(row) {
      await (await open()).put("rows", row);
    },
    async remove(id) {
      await (await open()).delete("rows", id);
    },
    async lastMember(origin) {
      return (await open()).get("members", origin);
    },
    async setLastMember(origin, member) {
      await (await open()).put("members", member, origin);
    },
  };
}

/** Merely looking throws in some frames. */
function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB !== "undefined";
  } catch {
    return false;
  }
}

/** Several clients may share one; it then behaves as the stored one does between tabs. */
export function createMemoryStore(): OutboxStore {
  const rows = new Map<string, OutboxRow>();
  const members = new Map<string, string>();
  return {
    keeps: "memory",
    load: async (place) =>
      parseRows(
        [...rows.values()].filter(
          ({ origin, room, member }) => origin === place.origin && room === place.room && member === place.member,
        ),
      ),
    put: async (row) => void rows.set(row.id, row),
    remove: async (id) => void rows.delete(id),
    lastMember: async (origin) => members.get(origin),
    setLastMember: async (origin, member) => void members.set(origin, member),
  };
}
