// What Hubbub says about its own versions, in German.

import type { German } from "../shared/words.ts";
import type { enOffline } from "./en-offline.ts";

export const deOffline: German<typeof enOffline> = {
  "version.new": "Eine neue Version ist da. Was du angefangen hast zu schreiben, bleibt.",
  "version.editing":
    "Speichere oder verwirf zuerst die Nachricht, die du gerade änderst: beim Neuladen ginge sie verloren.",
  "version.reload": "Neu laden",
  "version.later": "Später",
};
