// The words of what leads to a room's moderation and to what is one's own, in German.

import type { German } from "../shared/words.ts";
import type { enGuardWays } from "./en-guard-ways.ts";

export const deGuardWays: German<typeof enGuardWays> = {
  "guard.way.report": "Melden…",
  "guard.way.purge": "Alles von {name} entfernen…",
  "guard.way.desk": "Moderation",
  "guard.way.desk.waiting": {
    one: "Moderation: {count} Meldung wartet",
    other: "Moderation: {count} Meldungen warten",
  },
  "guard.way.yours": "Deine Geräte und was du geschrieben hast",
  "guard.made": "Dieser Raum gehört dir, und nur dieser Browser weiß davon.",
  "guard.made.offer": "Einen Weg zurück sichern",
  "guard.transfer": "Raum übergeben",
  "guard.transfer.text": "Die Leitung geht über, und du bleibst in der Moderation.",
  "guard.transfer.way": "Leitung übergeben…",
  "guard.purge": "Was gesagt wurde",
  "guard.purge.text": "Es wird für alle entfernt, ganz oder seit einer Weile.",
  "guard.purge.way": "Gesagtes entfernen…",
  "guard.week": "1 Woche",
  "guard.ban.ask.week": "{name} für 1 Woche sperren?",
  "guard.readonly": "Nur lesen",
  "guard.readonly.text":
    "Es schreiben nur die Moderation und alle, die mit einer Einladung kamen oder eine Rolle bekamen.",
  "guard.export": "Alles Gesagte herunterladen",
  "guard.ending.way": "Diesen Raum löschen…",
  "guard.privacy": "Was hier gespeichert wird, wie lange, und wie du es siehst und löschst",
  "slash.report": "Die Nachricht melden, auf die du antwortest",
  "slash.report.usage": "warum",
  "slash.report.which": "Wähle zuerst „Antworten“ an der Nachricht und schreib dann /report und den Grund.",
  "guard.reported": "Gemeldet. Die Moderation wird es sehen.",
  "slash.purge": "Alles entfernen, was jemand gesagt hat",
  "slash.purge.usage": "Name und hour, day oder all",
  "slash.purge.wrong": "Schreib hinter den Namen, seit wann: hour (Stunde), day (Tag) oder all (alles).",
  "slash.transfer": "Den Raum jemandem übergeben",
  "slash.transfer.usage": "Name",
  "slash.readonly": "Nur die Moderation schreiben lassen",
  "slash.readonly.usage": "on oder off",
  "slash.readonly.wrong": "Schreib on (an) oder off (aus) dahinter.",
  "slash.reports": "Sehen, was Mitglieder gemeldet haben",
  "slash.words": "Die Wörter sehen und ändern, die dieser Raum nicht will",
};
