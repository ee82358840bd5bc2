// Entry of the page where a text from another app finds its room: it becomes the draft there, and nothing is sent.

import { render } from "preact";
import { readDraft, writeDraft } from "../room/draft.ts";
import { readTitle, readVisitedRooms } from "../room/visited-rooms.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { translatePage } from "../shared/translate-page.ts";
import { t } from "../shared/t.ts";
import { addToDraft, sharedText } from "./shared-text.ts";

void translatePage();
const text = sharedText(new URLSearchParams(location.search));
// It is this person's: neither the history nor an address that is copied is to hold it.
history.replaceState(null, "", "/share");

function Rooms() {
  return (
    <>
      <blockquote dir="auto">{text}</blockquote>
      <ul aria-label={t("room.rooms")}>
        {readVisitedRooms().map((room) => (
          <li key={room}>
            <a href={`/r/${room}`} onClick={() => writeDraft(room, addToDraft(readDraft(room), text))}>
              <Icon path={icons.thread} />
              <bdi>{readTitle(room) ?? room}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

const place = document.getElementById("share");
if (place !== null && text !== "") {
  document.getElementById("nothing")?.remove();
  render(<Rooms />, place);
}
