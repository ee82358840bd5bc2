// Messages of before: those that are held, and those that have to be fetched.

import type { RoomClient } from "../client/room-client.ts";
import type { Message } from "../protocol/message.ts";
import { messagesBefore } from "./log-news.ts";

/** The newest `count` messages before `seq`, or fewer where there are none. Waits for a connection; rejects with a ChatError. */
export async function fetchBefore(client: RoomClient, seq: number, count: number): Promise<readonly Message[]> {
  for (;;) {
    const { timeline, hasOlder } = client.state;
    const found = messagesBefore(timeline, seq, count);
    if (found.length >= count || !hasOlder) return found;
    await client.loadOlder();
    if (client.state.timeline === timeline && client.state.hasOlder === hasOlder) return found;
  }
}
