// Counts what a room has used: rows by the room's own count, calls by what they call.

import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { LOBBY_NAME } from "../../src/rules/lobby-name.ts";
import { roomObject } from "../worker/room/enter.ts";

export type Used = { readonly rowsWritten: number; readonly rowsRead: number; readonly calls: number };

let calls = 0;
let isCounting = false;

/** Has every call of the Lobby counted once, for as long as its instance lives. */
export async function countCalls(): Promise<void> {
  if (isCounting) return;
  isCounting = true;
  await runInDurableObject(env.LOBBY.getByName(LOBBY_NAME), (lobby) => {
    const methods: object = Object.getPrototypeOf(lobby);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
      if (name === "constructor" || typeof value !== "function") continue;
      Object.defineProperty(methods, name, {
        value(this: unknown, ...given: unknown[]): unknown {
          calls += 1;
          return Reflect.apply(value, this, given);
        },
      });
    }
  });
}

/** What was used while `act` ran. Asking the room for its count is no use of it. */
export async function usedBy(room: string, act: () => Promise<unknown>): Promise<Used> {
  const before = { ...(await rows(room)), calls };
  await act();
  const after = { ...(await rows(room)), calls };
  return {
    rowsWritten: after.rowsWritten - before.rowsWritten,
    rowsRead: after.rowsRead - before.rowsRead,
    calls: after.calls - before.calls,
  };
}

async function rows(room: string): Promise<Omit<Used, "calls">> {
  const object = roomObject(room);
  return { rowsWritten: await object.rowsWritten(), rowsRead: await object.rowsRead() };
}
