// The rooms this browser has been in, for whoever comes back: the installed app begins on this page, also without a network.

import { useEffect, useState } from "preact/hooks";
import { t } from "../shared/t.ts";
import { LOBBY, readTitle, readVisitedRooms } from "../room/visited-rooms.ts";

const SHOWN = 6;

/** Without a network there is no other way into a room that is kept on this device: all are shown. */
function useOffline(): boolean {
  const [isOffline, setOffline] = useState(() => !navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return isOffline;
}

/** Nothing for whoever comes for the first time. */
export function YourRooms() {
  const isOffline = useOffline();
  const rooms = readVisitedRooms().filter((room) => room !== LOBBY);
  if (rooms.length === 0) return null;
  return (
    <nav class="your-rooms" aria-labelledby="your-rooms">
      <h2 id="your-rooms">{t("room.rooms")}</h2>
      <ul>
        {(isOffline ? rooms : rooms.slice(0, SHOWN)).map((room) => (
          <li key={room}>
            <a class="button outlined" href={`/r/${room}`}>
              <bdi>{readTitle(room) ?? room}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
