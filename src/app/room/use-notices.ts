// While the page is in the background: notices, and a mark on the icon of its tab.

import { useEffect } from "preact/hooks";
import type { RoomView } from "./room-view.ts";

const PLAIN_ICON = "/icon.svg";
const MARKED_ICON = "/icon-new.svg";

export function useNotices(view: RoomView, isWanted: boolean): void {
  const isInside = view.entry.value.kind === "inside";
  const isMarked = view.unread.value > 0;
  useEffect(() => {
    document
      .querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]')
      ?.setAttribute("href", isMarked ? MARKED_ICON : PLAIN_ICON);
  }, [isMarked]);
  useEffect(() => {
    if (!isWanted || !isInside) return;
    let isOver = false;
    let stop: (() => void) | undefined;
    const begin = async () => {
      const { around } = await import("./around.ts");
      if (!isOver) stop = around.watchNotices(view);
    };
    begin().catch(() => undefined);
    return () => {
      isOver = true;
      stop?.();
    };
  }, [view, isWanted, isInside]);
}
