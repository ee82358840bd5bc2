// The words of what can be done with a message, in German.

import type { German } from "../shared/words.ts";
import type { enActs } from "./en-acts.ts";

export const deActs: German<typeof enActs> = {
  "acts.label": "Aktionen für die Nachricht von {name}",
  "acts.react": "Reagieren",
  "acts.edit": "Nachricht bearbeiten",
  "acts.pin": "Nachricht anheften",
  "acts.unpin": "Nachricht lösen",
  "acts.link": "Link kopieren",
  "acts.link.copied": "Link kopiert",
  "acts.link.uncopied": "Der Link ließ sich nicht kopieren.",
  "acts.remove": "Nachricht entfernen",
  "acts.remove.ask": "Diese Nachricht für alle entfernen? Sie lässt sich nicht zurückholen.",
  "acts.remove.yes": "Entfernen",
  "acts.remove.no": "Behalten",
  "acts.react.label": "Reaktionen zur Auswahl",
  "acts.react.with": "Mit {emoji} reagieren",
  "acts.react.more": "Anderes Emoji",
  "acts.edit.field": "Geänderter Text",
  "acts.edit.save": "Speichern",
  "acts.edit.leave": "Abbrechen",
  "acts.edit.keys": "Enter speichert, Escape bricht ab",
  "acts.failed": "Nicht geschehen: {reason}",
  "acts.offline": "Du bist offline. Nachrichten lassen sich ändern, sobald du zurück bist.",
  "acts.reason.forbidden": "das darfst du mit dieser Nachricht nicht.",
  "acts.reason.not_found": "die Nachricht wurde entfernt.",
  "acts.reason.vote.forbidden": "hier kann niemand mehr abstimmen.",
  "acts.reason.react.too_large": "eine Nachricht hat höchstens 20 verschiedene Reaktionen.",
  "acts.reason.react.invalid": "das ist kein einzelnes Emoji.",
  "acts.reason.internal": "der Server war nicht zu erreichen.",
  "acts.unread": "Ab hier als ungelesen markieren",
};
