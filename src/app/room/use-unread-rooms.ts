// Keeps what is new elsewhere up to date, once one is somebody here.

import { useEffect } from "preact/hooks";
import type { RoomView } from "./room-view.ts";

export function useUnreadRooms(view: RoomView, isWanted: boolean): void {
  const isInside = view.entry.value.kind === "inside";
  useEffect(() => {
    if (!isWanted || !isInside) return;
    let isOver = false;
    let stop: (() => void) | undefined;
    const begin = async () => {
      const { watchUnread } = await import("./watch-unread.ts");
      if (!isOver) stop = watchUnread(view.room);
    };
    begin().catch(() => undefined);
    return () => {
      isOver = true;
      stop?.();
    };
  }, [view, isWanted, isInside]);
}
