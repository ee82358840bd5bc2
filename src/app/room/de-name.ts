// What the question for a name says, in German.

import type { German } from "../shared/words.ts";
import type { enName } from "./en-name.ts";

export const deName: German<typeof enName> = {
  "name.title": "Wie sollen wir dich nennen?",
  "name.text": "Du bist dabei, {room} zu betreten. Die anderen sehen diesen Namen neben dem, was du schreibst.",
  "name.invited.title": "Du bist eingeladen",
  "name.invited.text": "Wie sollen wir dich nennen? Die anderen sehen diesen Namen neben dem, was du schreibst.",
  "name.rename.title": "Namen ändern",
  "name.rename.text": "Alle in {room} sehen ihn sofort.",
  "name.field": "Dein Name",
  "name.shuffle": "Anderen Namen vorschlagen",
  "name.join": "Raum betreten",
  "name.save": "Speichern",
  "name.invalid": "Ein Name hat 1 bis 64 Zeichen, und keine unsichtbaren.",
  "name.reason.invalid": "er ähnelt zu sehr dem von jemandem, der den Raum leitet, oder hat unsichtbare Zeichen.",
  "name.reason.forbidden": "dieser Raum erlaubt ihn nicht.",
};
