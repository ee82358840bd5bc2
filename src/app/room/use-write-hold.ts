// Looks anew at whether one may write, whenever the room changes and when the time is over.

import { useEffect, useState } from "preact/hooks";
import type { RoomView } from "./room-view.ts";
import { type WriteHold, writeHoldOf } from "./write-hold.ts";

/** Longest that a timer can wait; then it looks again. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Undefined where one may write. */
export function useWriteHold(view: RoomView): WriteHold | undefined {
  const [, setLooks] = useState(0);
  const now = Date.now();
  const hold = writeHoldOf(view.state.value, now);
  const waitMs = hold === undefined || hold.untilAt === Infinity ? undefined : waitOf(hold, now);
  useEffect(() => {
    if (waitMs === undefined) return;
    const timer = setTimeout(() => setLooks((looks) => looks + 1), waitMs);
    return () => clearTimeout(timer);
  });
  return hold;
}

/** A countdown is told each second, a time only once. */
function waitOf({ kind, untilAt }: WriteHold, now: number): number {
  return Math.min(untilAt - now, kind === "slow" ? 1000 : TIMER_MAX_MS);
}
