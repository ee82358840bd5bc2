// How a run ends: by its input, by somebody who wants to leave, or by a room that does not want it.

import type { RoomClient } from "../client/room-client.ts";
import { LEFT } from "../protocol/close-codes.ts";
import { whyStopped } from "./reason.ts";

export type Ending =
  /** All input was dealt with. */
  { readonly kind: "done" } | { readonly kind: "left" } | { readonly kind: "stopped"; readonly why: string };

/** Exit codes, as `--help` tells. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;

/** Settles with the first welcome; before it, what is known of a room is nothing. */
export function untilWelcomed(client: RoomClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = client.subscribe(({ cursor }) => cursor !== undefined && resolve());
  return promise.finally(stop);
}

/** Settles when the connection is ended for good. */
export function untilStopped(client: RoomClient): Promise<Ending> {
  return new Promise((resolve) => {
    client.subscribe(({ connection }) => {
      if (connection.kind !== "stopped") return;
      // Here or on another device: nobody was sent away.
      if (connection.reason === LEFT) resolve({ kind: "left" });
      else resolve({ kind: "stopped", why: whyStopped(connection) });
    });
  });
}
