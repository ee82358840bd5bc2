// Notifications need one way only: the browser's own EventSource follows a room, and a back end posts.

import type { WindowGuest } from "../window-guest.ts";
import { type Notification, readEvents, readSnapshot } from "./read-notifications.ts";

export type Followed = {
  /** The list as it stands; undefined where the stream goes on from where it was. */
  readonly list: (notifications: readonly Notification[] | undefined) => void;
  readonly add: (notifications: readonly Notification[]) => void;
  readonly status: (readyState: number) => void;
};

/** The browser comes back by itself after a loss, with the id of the last event that it saw. */
export function followEvents(room: string, { list, add, status }: Followed): EventSource {
  // shown from here
  // The page: no library, no WebSocket.
  const source = new EventSource(`/api/rooms/${room}/events`);
  source.addEventListener("welcome", ({ data }) => list(readSnapshot(data)));
  source.addEventListener("events", ({ data }) => add(readEvents(data)));

  // to here
  for (const kind of ["open", "error"]) source.addEventListener(kind, () => status(source.readyState));
  return source;
}

/** Throws where the server refuses or cannot be reached. */
export async function notify(room: string, { token }: Pick<WindowGuest, "token">, text: string): Promise<void> {
  // shown from here
  // The back end: one POST, in any language.
  const response = await fetch(`/api/rooms/${room}/messages`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ text }),
  });
  // to here
  if (!response.ok) throw new Error(`unable to notify; HTTP ${response.status}`);
}
