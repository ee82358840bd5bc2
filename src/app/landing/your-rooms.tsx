// The rooms this browser has been in, for whoever comes back: the installed app begins on this page, also without a network.

import { t } from "../shared/t.ts";
import { LOBBY, readTitle, readVisitedRooms } from "../room/visited-rooms.ts";

const SHOWN = 6;

/** Nothing for whoever comes for the first time. */
export function YourRooms() {
  const rooms = readVisitedRooms().filter((room) => room !== LOBBY);
  if (rooms.length === 0) return null;
  return (
    <nav class="your-rooms" aria-labelledby="your-rooms">
      <h2 id="your-rooms">{t("room.rooms")}</h2>
      <ul>
        {rooms.slice(0, SHOWN).map((room) => (
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
