// Entry of the room page: /r/{room}.

import { render } from "preact";
import { isRoomName } from "../../protocol/text.ts";
import { keepOfflineSoon } from "../offline/keep-offline-soon.ts";
import { keepAboveKeyboard } from "../shared/viewport.ts";
import { cookieEntrance } from "./entrance.ts";
import { takeInvite, watchInvites } from "./invite-link.ts";
import { applyHue } from "./room-looks.ts";
import { RoomPage } from "./room-page.tsx";
import { RoomView } from "./room-view.ts";
import { RoomsList } from "./rooms-list.tsx";
import { rememberRoom } from "./visited-rooms.ts";

const room = location.pathname.split("/")[2] ?? "";
const place = document.getElementById("app");

// The files serve this page for any name: one that no room has leads to the room that was meant, or nowhere.
if (!isRoomName(room)) location.replace(isRoomName(room.toLowerCase()) ? `/r/${room.toLowerCase()}` : "/404");
else if (place !== null) {
  const invite = takeInvite();
  watchInvites();
  keepAboveKeyboard();
  applyHue(room);
  // Here, since on a phone the list itself is seldom open.
  rememberRoom(room);
  place.replaceChildren();
  render(<RoomPage view={new RoomView(room, cookieEntrance, invite)} Rooms={RoomsList} />, place);
  keepOfflineSoon();
}
