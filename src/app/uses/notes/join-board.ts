// A board of notes: one value a note. The room keeps the newest of each, so whoever writes last is read.

import type { RoomClient } from "../../../client/room-client.ts";
import type { HeldValues } from "../../../client/values.ts";
import type { WindowGuest } from "../window-guest.ts";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here

export type NotesBoard = {
  readonly client: RoomClient;
  readonly write: (key: string, text: string) => void;
  readonly remove: (key: string) => void;
};

export function joinBoard(room: string, guest: WindowGuest, show: (values: HeldValues) => void): NotesBoard {
  const { origin } = location;
  // shown from here
  const client = createRoomClient({ origin, room, ...guest });
  client.subscribe(({ values }) => show(values));
  client.open();

  // to here
  return {
    client,
    write(key, text) {
      // shown from here
      // A pause in writing. Each note has a key of its own.
      client.put(key, { text });

      // to here
    },
    remove(key) {
      // shown from here
      // Somebody took it off the board.
      client.put(key, null);
      // to here
    },
  };
}
