// How much is new in the rooms that this browser has been in, but for the one that is open: that one tells by itself.

import { signal } from "@preact/signals";

/** By the rooms' names; a room that is not in it has nothing new, or does not say. */
export const unreadRooms = signal<ReadonlyMap<string, number>>(new Map());
