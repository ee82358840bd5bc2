// Keeps a room that nobody has entered up to date, by looking again now and then.

import { useEffect } from "preact/hooks";
import type { RoomView } from "./room-view.ts";

const LOOK_EVERY_MS = 10_000;
/** A page left open does not ask for ever; looking back at it begins anew. */
const LOOKS_MAX = 30;

export function useLooks(view: RoomView): void {
  useEffect(() => {
    let looks = 0;
    const look = () => {
      if (document.hidden || view.entry.value.kind !== "looking" || looks++ >= LOOKS_MAX) return;
      void view.look();
    };
    const lookAgain = () => {
      looks = 0;
      look();
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, [view]);
}
