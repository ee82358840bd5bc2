// All that a room's database holds: to see that something is gone from it.

import { runInDurableObject } from "cloudflare:test";
import { roomObject } from "./enter.ts";

/** Every table, the pages of the index of words too, as one text in small letters; bytes are read as Latin-1. */
export async function everythingIn(room: string): Promise<string> {
  return runInDurableObject(roomObject(room), (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_cf_%' AND name <> 'message_words'",
    );
    const rows = tables.toArray().flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray());
    return JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value,
    ).toLowerCase();
  });
}
