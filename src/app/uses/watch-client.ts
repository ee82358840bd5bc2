// A room's client as a page shows it: its state and status as signals.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { RoomClient } from "../../client/room-client.ts";
import type { RoomState } from "../../client/state.ts";
import type { UseStatus } from "./mount-use.tsx";

export type WatchedClient = {
  readonly state: ReadonlySignal<RoomState>;
  readonly status: ReadonlySignal<UseStatus>;
};

export function watchClient(client: RoomClient): WatchedClient {
  const state = signal(client.state);
  client.subscribe((next) => (state.value = next));
  const status = computed(() => {
    const { kind } = state.value.connection;
    return kind === "idle" ? "connecting" : kind;
  });
  return { state, status };
}

/**
 * Values outlive the last visitor only in a room that has a log (contract 13), and anything said begins one. A room
 * that has one already is told nothing.
 */
export function keepValues(client: RoomClient, text: string): void {
  if (client.state.connection.kind === "online" && client.state.head === 0) client.send({ text });
}
