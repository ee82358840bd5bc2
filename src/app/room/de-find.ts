// The words of searching, of going to a day, and of who has seen what, in German.

import type { German } from "../shared/words.ts";
import type { enFind } from "./en-find.ts";

export const deFind: German<typeof enFind> = {
  "find.field": "In diesem Raum suchen",
  "find.do": "Suchen",
  "find.hint": "Eingrenzen:",
  "find.hint.from": "from:",
  "find.hint.before": "before:",
  "find.hint.link": "has:link",
  "find.hint.from.label": "Nur von jemandem",
  "find.hint.before.label": "Nur vor einem Tag",
  "find.hint.link.label": "Nur mit einem Link",
  "find.hint.day": "Ein Tag wird so geschrieben: {day}",
  "find.partial": "Noch ist nicht alles durchsucht, was hier gesagt wurde: Such gleich noch einmal.",
  "find.searching": "Suche läuft…",
  "find.none": "Nichts gefunden. Wörter werden an ihrem Anfang erkannt, und alle müssen in derselben Nachricht stehen.",
  "find.count": { one: "{count} Nachricht", other: "{count} Nachrichten" },
  "find.count.more": { one: "Die neueste Nachricht", other: "Die neuesten {count} Nachrichten" },
  "find.more": "Mehr zeigen",
  "find.failed": "Die Suche kam nicht durch. Versuch es gleich noch einmal.",
  "find.day": "Zu einem Tag gehen",
  "find.day.do": "Los",
  "find.day.none": "An diesem Tag und danach wurde nichts gesagt.",
  "find.first": "Zur ersten Nachricht",
  "seen.by": "Gesehen von {names}",
  "seen.more": { one: "{names} und {count} weiteren Person", other: "{names} und {count} weiteren" },
};
