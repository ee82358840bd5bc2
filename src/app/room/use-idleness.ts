// Tells the room whether somebody is at this page, for as long as one is inside.

import { useEffect } from "preact/hooks";
import { watchIdleness } from "./idleness.ts";
import type { RoomView } from "./room-view.ts";

export function useIdleness(view: RoomView): void {
  const { client } = view;
  useEffect(() => {
    if (client === undefined) return;
    return watchIdleness((isIdle) => client.idle(isIdle), {
      document,
      now: () => Date.now(),
      setTimeout: (run, ms) => window.setTimeout(run, ms),
      clearTimeout: (timer) => window.clearTimeout(timer),
    });
  }, [client]);
}
