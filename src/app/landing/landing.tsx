// Entry of the landing page. Its words stand in the HTML; here is what moves.

import { type ComponentChild, render } from "preact";
import { keepOfflineSoon } from "../offline/keep-offline-soon.ts";
import { LOBBY } from "../room/visited-rooms.ts";
import { RoomView } from "../room/room-view.ts";
import { LanguageChoice } from "../shared/language-choice.tsx";
import { ThemeToggle } from "../shared/theme-toggle.tsx";
import { translatePage } from "../shared/translate-page.ts";
import { t } from "../shared/t.ts";
import { keepAboveKeyboard } from "../shared/viewport.ts";
import { CodeBox } from "./code-box.tsx";
import { deferred } from "../shared/deferred.tsx";
import { takeHandover } from "./handover.ts";
import { LobbyCard } from "./lobby-card.tsx";
import { RoomForm } from "./room-form.tsx";
import { guideClient, OWN_COMMANDS } from "./snippets.ts";
import { YourRooms } from "./your-rooms.tsx";

const HandoverSheet = deferred(async () => (await import("./handover-sheet.tsx")).HandoverSheet);

void translatePage();
const handover = takeHandover();
if (handover !== undefined) place("handover", <HandoverSheet handover={handover} />);
// One that is pasted into the page that is open changes nothing but the fragment: the page begins anew with it.
addEventListener("hashchange", () => location.hash !== "" && location.reload());

place("language", <LanguageChoice />);
place("theme", <ThemeToggle />);
place("room-form", <RoomForm />);
place("rooms", <YourRooms />);
place("lobby", <LobbyCard view={new RoomView(LOBBY)} />);
place("snippet", <CodeBox label={t("landing.code.title")} where={t("landing.code.where")} code={guideClient()} />);
place("own", <CodeBox label={t("landing.own.title")} where={t("landing.own.where")} code={OWN_COMMANDS} />);
keepAboveKeyboard();
keepOfflineSoon();

function place(id: string, what: ComponentChild): void {
  const element = document.getElementById(id);
  if (element !== null) render(what, element);
}
