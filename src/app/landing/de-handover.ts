// What Hubbub says where a link hands a session on, in German.

import type { German } from "../shared/words.ts";
import type { enHandover } from "./en-handover.ts";

export const deHandover: German<typeof enHandover> = {
  "handover.title.device": "Auf diesem Gerät dieselbe Person sein?",
  "handover.title.operator": "Diese Installation betreiben?",
  "handover.text.device":
    "Mit diesem Link wird dieser Browser in jedem Raum die Person, die ihn gemacht hat. Mach nur weiter, wenn du ihn selbst gemacht hast: wer dieser Browser vorher war, ist danach aus ihm verschwunden.",
  "handover.text.operator":
    "Mit diesem Link darf dieser Browser 30 Tage lang jeden Raum hier moderieren. Mach nur weiter, wenn du ihn selbst gemacht hast.",
  "handover.do.device": "Dieses Gerät benutzen",
  "handover.do.operator": "Von diesem Browser aus betreiben",
  "handover.refuse": "Alles lassen, wie es ist",
  "handover.close": "Schließen",
  "handover.done.device": "Dieses Gerät gehört dir",
  "handover.done.operator": "Dieser Browser gehört zum Betrieb",
  "handover.now.device": "Auch hier bist du jetzt {name}.",
  "handover.now.operator": "Du bist hier {name} und darfst 30 Tage lang jeden Raum moderieren.",
  "handover.lobby": "Zur Lobby",
  "handover.admin": "Sehen, was die Räume tun",
  "handover.failed": "Dieser Link hat nichts bewirkt: {reason}",
};
