// A look into a room over HTTP, without entering it: nobody is told, nothing is written.

import type { RoomState } from "../../client/state.ts";

const MESSAGES = 30;

/** The room as it stands now, as a state that no connection keeps up to date. */
export async function peek(room: string): Promise<RoomState> {
  const address = `/api/rooms/${room}`;
  const [{ lookedState }, info, page] = await Promise.all([
    // The schemas come while the room answers: the first view does without them.
    import("./looked-state.ts"),
    readJson(address),
    readJson(`${address}/messages?limit=${MESSAGES}`),
  ]);
  return lookedState(info, page);
}

async function readJson(address: string): Promise<unknown> {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`unable to look into room; HTTP ${response.status}`);
  return response.json();
}
