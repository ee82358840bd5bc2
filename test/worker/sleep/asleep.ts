// asleep.ts: whether a room slept, seen from what its instance forgot.

import { roomObject } from "../room/enter.ts";

/** The real timers, also where a test has put others in their place. */
const { setTimeout } = globalThis;

/** An idle object sleeps after 10 s (platform); a little more for a busy machine. */
const IDLE_MS = 12_500;

export function idle(ms = IDLE_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * True where the object's constructor ran since something was written: the count of rows written is the instance's own.
 * Asking wakes the room.
 */
export async function hasSlept(room: string): Promise<boolean> {
  return (await roomObject(room).rowsWritten()) === 0;
}
