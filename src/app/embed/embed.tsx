// Entry of the page for frames: /embed/{room}.

import { effect } from "@preact/signals";
import { render } from "preact";
import { isRoomName } from "../../protocol/text.ts";
import { t } from "../shared/t.ts";
import { keepAboveKeyboard } from "../shared/viewport.ts";
import { EmbedPage } from "./embed-page.tsx";
import { connectHost } from "./host.ts";
import { applyLook } from "./look.ts";

const room = location.pathname.split("/")[2] ?? "";
const place = document.getElementById("app");
const host = connectHost();
effect(() => {
  if (host.setup.value !== undefined) applyLook(host.setup.value);
});

if (place !== null) {
  keepAboveKeyboard();
  place.replaceChildren();
  if (isRoomName(room)) render(<EmbedPage room={room} host={host} />, place);
  else render(<main class="noscript">{t("landing.nameless")}</main>, place);
}
