// Knows whether somebody looks at the newest message, and tells the view.

import { useEffect } from "preact/hooks";
import type { RoomView } from "./room-view.ts";

/** `isAtNewest` is asked anew each time; `following` only tells that its answer may have changed. */
export function useAttention(view: RoomView, following: boolean, isAtNewest: () => boolean): void {
  const head = view.newest.value;
  useLooks((looks) => view.read(looks && isAtNewest()), [view, following, head]);
}

/** Tells whether somebody looks at this page: once `asked` changed, and each time that changes by itself. */
export function useLooks(tell: (looks: boolean) => void, asked: readonly unknown[]): void {
  useEffect(() => {
    const look = () => tell(!document.hidden && document.hasFocus());
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, asked);
}
