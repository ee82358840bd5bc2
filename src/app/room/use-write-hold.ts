// Looks anew at whether one may write, whenever the room changes and when the time is over.

import { computed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { RoomView } from "./room-view.ts";
import { type WriteHold, writeHoldOf } from "./write-hold.ts";

/** Longest that a timer can wait; then it looks again. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Undefined where one may write. */
export function useWriteHold(view: RoomView): WriteHold | undefined {
  const looks = useSignal(0);
  // Where nothing holds one, a message that arrives draws nothing here again.
  const held = useMemo(() => computed(() => holdAt(view, looks.value)), [view, looks]);
  const hold = held.value;
  const waitMs = hold === undefined || hold.untilAt === Infinity ? undefined : waitOf(hold, Date.now());
  useEffect(() => {
    if (waitMs === undefined) return;
    const timer = setTimeout(() => looks.value++, waitMs);
    return () => clearTimeout(timer);
  });
  return hold;
}

/** `_look` says that it is to be asked anew, though the room did not change. */
function holdAt(view: RoomView, _look: number): WriteHold | undefined {
  return writeHoldOf(view.state.value, Date.now());
}

/** A countdown is told each second, a time only once. */
function waitOf({ kind, untilAt }: WriteHold, now: number): number {
  return Math.min(untilAt - now, kind === "slow" ? 1000 : TIMER_MAX_MS);
}
