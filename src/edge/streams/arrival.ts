// What comes over a bridge, one at a time.

import type { RoomFrame } from "./room-frame.ts";

/** How a connection ended (contract 7). */
export type Closed = { readonly code: number; readonly reason: string };

export type Arrival =
  | { readonly kind: "frame"; readonly frame: RoomFrame }
  /** Nothing came in the time that was given. */
  | { readonly kind: "quiet" }
  /** Nothing comes any more; of a refusal an `error` frame told before. */
  | ({ readonly kind: "ended" } & Closed);
