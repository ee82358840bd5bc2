// An outbox in files, one for each message: what could not be sent is sent by the next run, or by another one beside it.
//
// Two programs may send the same message at once. It has one id, so that the room makes one event of it.

import { type OutboxRow, type OutboxStore, parseRows } from "../client/outbox-store.ts";
import type { StateFolder } from "./state-folder.ts";

const ENDING = ".message.json";

/** For a client that has a token: whose messages it sends is known before the server answers. */
export function openOutboxFiles(folder: StateFolder): OutboxStore {
  return {
    keeps: "stored",
    async load(place) {
      const texts = await Promise.all((await folder.list(ENDING)).map((name) => folder.read(name)));
      const rows = parseRows(texts.map(parseJson));
      return rows.filter((row) => isOf(row, place));
    },
    put: (row) => folder.write(row.id + ENDING, JSON.stringify(row)),
    remove: (id) => folder.remove(id + ENDING),
    lastMember: async () => undefined,
    setLastMember: async () => undefined,
  };
}

function isOf(row: OutboxRow, place: Parameters<OutboxStore["load"]>[0]): boolean {
  return row.origin === place.origin && row.room === place.room && row.member === place.member;
}

/** Undefined for what is no JSON: it is left where it is. */
function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
