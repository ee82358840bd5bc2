// A dashboard's two ends: whoever looks follows the values of a room, and whoever measures puts them.

import type { RoomClient } from "../../../client/room-client.ts";
import type { HeldValues } from "../../../client/values.ts";
import type { WindowGuest } from "../window-guest.ts";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here

const EVERY_MS = 500;

export function followFigures(room: string, guest: WindowGuest, show: (values: HeldValues) => void): RoomClient {
  const { origin } = location;
  // shown from here
  // Whoever looks:
  const client = createRoomClient({ origin, room, ...guest });
  client.subscribe(({ values }) => show(values));
  client.open();

  // to here
  return client;
}

/** Gives what ends it. */
export function sendFigures(client: RoomClient, measure: () => Readonly<Record<string, unknown>>): () => void {
  const send = (): void => {
    // shown from here
    // Whoever measures, twice a second:
    const figures = Object.entries(measure());
    for (const [key, value] of figures) client.put(key, value);
    // to here
  };
  send();
  const timer = setInterval(send, EVERY_MS);
  return () => clearInterval(timer);
}
