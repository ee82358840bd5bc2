// Shows everybody's pointers on one board: signals, which nothing stores and nothing waits for.

import type { RoomClient } from "../../../client/room-client.ts";
import type { Author } from "../../../protocol/schemas.ts";
import { atMostEvery } from "../at-most-every.ts";
import type { WindowGuest } from "../window-guest.ts";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here

export type SharedPointers = {
  readonly client: RoomClient;
  /** Tells where one's own is, 20 times a second at most. */
  readonly tell: (point: unknown) => void;
};

export function sharePointers(
  room: string,
  guest: WindowGuest,
  show: (from: Author, data: unknown) => void,
): SharedPointers {
  const { origin } = location;
  // shown from here
  const client = createRoomClient({ origin, room, ...guest });
  client.onSignal(({ from, name, data }) => {
    if (name === "pointer") show(from, data);
  });
  client.open();

  // 20 times a second at most:
  const tell = atMostEvery(50, (point) => client.signal("pointer", point));
  // to here
  return { client, tell };
}
