// What rooms looked like when this device last saw them: IndexedDB, or nothing where there is none.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import * as v from "valibot";

const rowSchema = v.object({
  room: v.string(),
  /** To whom it was shown: it is shown to nobody else. */
  member: v.string(),
  /** When, by this device's clock. */
  at: v.number(),
  /** As `GET /api/rooms/{room}` and its `/messages` would say it; whoever reads it parses it as an answer. */
  info: v.unknown(),
  page: v.unknown(),
});
export type KeptRow = Readonly<v.InferOutput<typeof rowSchema>>;

/** Any call may reject; nothing but looking back without a network depends on it. */
export type RoomStore = {
  get(room: string): Promise<KeptRow | undefined>;
  put(row: KeptRow): Promise<void>;
  /** Leaves those rows that `isWanted` says so of. */
  sift(isWanted: (row: KeptRow) => boolean): Promise<void>;
};

type Schema = DBSchema & { rooms: { key: string; value: KeptRow } };

export function openRoomStore(): RoomStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const open = () => {
    opened ??= openDB<Schema>("hubbub-rooms", 1, {
      upgrade: (database) => void database.createObjectStore("rooms", { keyPath: "room" }),
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
    async get(room) {
      return parseRow(await (await open()).get("rooms", room));
    },
    async put(row) {
      await (await open()).put("rooms", row);
    },
    async sift(isWanted) {
      const database = await open();
      for (const key of await database.getAllKeys("rooms")) {
        const row = parseRow(await database.get("rooms", key));
        if (row === undefined || !isWanted(row)) await database.delete("rooms", key);
      }
    },
  };
}

/** Another version's rows are none. */
function parseRow(value: unknown): KeptRow | undefined {
  const result = v.safeParse(rowSchema, value);
  return result.success ? result.output : undefined;
}
