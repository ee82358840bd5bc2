// Entry of the room page: /r/{room}.

import { render } from "preact";
import { isRoomName } from "../../protocol/text.ts";
import { keepAboveKeyboard } from "../shared/viewport.ts";
import { RoomPage } from "./room-page.tsx";
import { RoomView } from "./room-view.ts";

const room = location.pathname.split("/")[2] ?? "";
const place = document.getElementById("app");

if (!isRoomName(room)) location.replace("/");
else if (place !== null) {
  keepAboveKeyboard();
  place.replaceChildren();
  render(<RoomPage view={new RoomView(room)} />, place);
}
