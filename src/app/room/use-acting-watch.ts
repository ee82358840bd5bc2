// Once one is inside, fetches what can be done with messages, and watches the log for where to offer it.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { loadActs } from "./load-acts.ts";
import type { RoomView } from "./room-view.ts";

export function useActingWatch(view: RoomView, log: RefObject<HTMLElement | null>): void {
  const isInside = view.isInside.value;
  useEffect(() => {
    if (!isInside) return;
    let end: (() => void) | "ended" | undefined;
    loadActs().then(
      ({ watchActing, watchSwipes }) => {
        if (end === "ended" || log.current === null) return;
        const ends = [watchActing(log.current), watchSwipes(view, log.current)];
        end = () => ends.forEach((each) => each());
      },
      () => undefined,
    );
    return () => {
      if (typeof end === "function") end();
      end = "ended";
    };
  }, [view, isInside, log]);
}
