// One timer that is set to a time instead of a duration, and set again as plans change.

import type { Environment } from "./environment.ts";

/** Longer waits overflow the platform's timers; the alarm is then set again on the way. */
const LONGEST_MS = 2 ** 31 - 1;

export type Alarm = {
  /** Runs at that time, and no longer at another one; undefined: not at all. */
  set(atMs: number | undefined): void;
};

export function createAlarm(
  environment: Pick<Environment, "now" | "setTimeout" | "clearTimeout">,
  run: () => void,
): Alarm {
  let handle: unknown;
  let setFor: number | undefined;
  const fire = () => {
    const atMs = setFor;
    setFor = undefined;
    // Clocks may be set back, and timers fire a little early.
    if (atMs !== undefined && atMs > environment.now()) alarm.set(atMs);
    else run();
  };
  const alarm: Alarm = {
    set(atMs) {
      if (atMs === setFor) return;
      if (setFor !== undefined) environment.clearTimeout(handle);
      setFor = atMs;
      if (atMs === undefined) return;
      handle = environment.setTimeout(fire, Math.min(LONGEST_MS, Math.max(0, atMs - environment.now())));
    },
  };
  return alarm;
}
