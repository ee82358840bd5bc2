// A ticker's two ends: one that puts 200 prices a second, and any number that follow as fast as each can.

import type { RoomClient } from "../../../client/room-client.ts";
import { createMemoryStore } from "../../../client/outbox-store.ts";
import type { HeldValues } from "../../../client/values.ts";
import type { WindowGuest } from "../window-guest.ts";
import { CONNECTIONS, LONGEST_MS, PER_SECOND } from "./pace.ts";
import type { Quote } from "./quotes.ts";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here

export function followPrices(room: string, guest: WindowGuest, show: (values: HeldValues) => void): RoomClient {
  const { origin } = location;
  // shown from here
  // Whoever follows: one call for each frame.
  const client = createRoomClient({ origin, room, ...guest });
  client.subscribe(({ values }) => show(values));
  client.open();

  // to here
  return client;
}

/** Publishes until it is told to stop, for a minute at most; `onEnd` is called then. Gives what stops it. */
export function publishPrices(room: string, guest: WindowGuest, next: () => Quote, onEnd: () => void): () => void {
  // One outbox for all: nothing is ever sent from it.
  const options = { origin: location.origin, room, ...guest, outbox: createMemoryStore() };
  // shown from here
  // Whoever publishes 200 a second. A connection may put 30,
  // so there are seven of them.
  const clients = Array.from({ length: CONNECTIONS }, () => createRoomClient(options));
  for (const client of clients) client.open();
  // to here
  let startMs: number | undefined;
  let put = 0;
  const timer = setInterval(() => {
    if (!clients.every(({ state }) => state.connection.kind === "online")) return;
    startMs ??= performance.now();
    const elapsedMs = performance.now() - startMs;
    if (elapsedMs > LONGEST_MS) return stop();
    const due = Math.floor((elapsedMs / 1000) * PER_SECOND);
    // What a window in the background is late with is left out: put at once, it would be more than a connection may.
    put = Math.max(put, due - PER_SECOND / 2);
    for (; put < due; put++) {
      // shown from here
      const { key, value } = next();
      clients[put % CONNECTIONS]?.put(key, value);
      // to here
    }
  }, 20);
  const stop = (): void => {
    clearInterval(timer);
    for (const client of clients) client.close();
    onEnd();
  };
  return stop;
}
