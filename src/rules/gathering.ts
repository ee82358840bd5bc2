// How long what may be merged waits for more of its kind.

/** How long news waits for more of its kind, in milliseconds: a reconnect of many is told in a few frames. */
const GATHER_MS = 50;
/** At most; a timer holds the object awake (architecture 4). */
const GATHER_MAX_MS = 100;
/** Of so many times what telling it costs: in a large room that people stream into, the room has time for them too. */
const GATHER_OF_COST = 3;

/** `sendingMs` is what one frame to everybody costs. */
export function gatherMs(sendingMs: number): number {
  return Math.min(GATHER_MAX_MS, Math.max(GATHER_MS, GATHER_OF_COST * sendingMs));
}
