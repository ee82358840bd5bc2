// Asks how much is new elsewhere: when somebody looks at the page, and now and then while they do. Nothing while they do not.

import { fetchUnread, type Unread } from "../../client/unread.ts";
import { unreadRooms } from "./unread-rooms.ts";
import { readVisitedRooms } from "./visited-rooms.ts";

const EVERY_MS = 2 * 60_000;

/** Gives what ends it. */
export function watchUnread(openRoom: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    timer = setTimeout(() => void ask(), EVERY_MS);
    const rooms = readVisitedRooms().filter((room) => room !== openRoom);
    // Out of reach: what was known stays.
    const told = await fetchUnread({ origin: location.origin, rooms }).catch(() => undefined);
    if (told !== undefined) unreadRooms.value = countsOf(told);
  };
  const look = () => void ask();
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** Where one never read, everything is new, and nothing is. */
function countsOf(told: ReadonlyMap<string, Unread>): ReadonlyMap<string, number> {
  return new Map(
    [...told]
      .filter(([, { readUpTo, unread }]) => readUpTo > 0 && unread > 0)
      .map(([room, { unread }]) => [room, unread]),
  );
}
