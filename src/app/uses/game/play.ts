// A game of two in a room: each side is a value, written by whoever plays it; where a finger hovers is a signal.

import type { RoomClient } from "../../../client/room-client.ts";
import type { HeldValues } from "../../../client/values.ts";
import type { Author } from "../../../protocol/schemas.ts";
import type { WindowGuest } from "../window-guest.ts";
import { keyOf, type Side } from "./rules.ts";
// shown from here
import { createRoomClient } from "../../../client/room-client.ts";

// to here

export type Table = {
  readonly client: RoomClient;
  /** Tells all of a side's moves in this round, the newest among them. */
  readonly play: (side: Side, round: number, moves: readonly number[]) => void;
  readonly leave: (side: Side) => void;
  /** Where the finger is; undefined for nowhere. Lost on whoever is not looking. */
  readonly hover: (cell: number | undefined) => void;
};

export function sitAtTable(
  room: string,
  guest: WindowGuest,
  show: (values: HeldValues) => void,
  showFinger: (from: Author, data: unknown) => void,
): Table {
  const { origin } = location;
  // shown from here
  const client = createRoomClient({ origin, room, ...guest });
  client.subscribe(({ values }) => show(values));
  client.onSignal(({ from, name, data }) => {
    if (name === "finger") showFinger(from, data);
  });
  client.open();

  // to here
  return {
    client,
    play(side, round, moves) {
      const key = keyOf(side);
      // shown from here
      // A move: all of one's own so far, under one's side.
      client.put(key, { round, moves });

      // to here
    },
    leave: (side) => client.put(keyOf(side), null),
    hover(cell) {
      // shown from here
      // Where the finger is, for whoever looks now.
      client.signal("finger", { cell });
      // to here
    },
  };
}
