// What stands in the HTML of the pages of uses, in German: it takes the place of the English before that is seen.

import type { German } from "../shared/words.ts";
import type { enUsesPages } from "./en-uses-pages.ts";

export const deUsesPages: German<typeof enUsesPages> = {
  "uses.title": "Wozu ein Raum gut ist · Hubbub",
  "uses.heading": "Wozu ein Raum gut ist",
  "uses.lead":
    "Sieben Dinge, die man auf lebende Verbindungen baut: jedes auf demselben gewöhnlichen Raum und demselben gewöhnlichen Client, mit den wenigen Zeilen, die es braucht.",
  "uses.notYet":
    "Noch nicht da: mehrere Leute zugleich in einem Text, Anschlag für Anschlag zusammengeführt. Die Pinnwand kommt dem am nächsten und sagt, was sie stattdessen tut.",
  "uses.all": "Alle Beispiele",
  "uses.code": "Die Zeilen, die es tun",
  "uses.guest":
    "Als Gast gibt dieses Fenster ein eigenes Token an; ohne das bist du, wer das Cookie des Browsers sagt.",

  "page.chat.title": "Chat · Hubbub",
  "page.chat.carried": "Nachrichten",
  "page.chat.heading": "Chat",
  "page.chat.short": "Womit jede Anleitung beginnt, in drei Zeilen; und das Ganze in einem Raum.",
  "page.chat.lead":
    "Der Client, mit dem jede Anleitung beginnt: drei Zeilen, keine Bibliothek. Text hinein, Text heraus.",
  "page.chat.note":
    "Das ist der einfache Modus. Auch hier werden Nachrichten gespeichert und haben eine Reihenfolge; Namen, Verlauf und die Rückkehr an die letzte Stelle kann der Client, den die anderen Seiten benutzen.",

  "page.notifications.title": "Mitteilungen · Hubbub",
  "page.notifications.carried": "Server-Sent Events",
  "page.notifications.heading": "Mitteilungen",
  "page.notifications.short":
    "Ein Server meldet etwas, und jede offene Seite erfährt es. In eine Richtung, also ohne WebSocket.",
  "page.notifications.lead":
    "Neues geht in eine Richtung: Ein Server meldet es, und jede offene Seite erfährt es. Diese Seite benutzt nur EventSource, das jeder Browser hat, und macht nach einer verlorenen Verbindung weiter, wo sie war.",
  "page.notifications.note":
    "Das Formular auf dieser Seite ist der Server: Es schickt über HTTP, wie es dein eigenes Programm täte. Das Token sagt, wer schickt; POST /api/session gibt eines.",

  "page.dashboard.title": "Eine lebende Übersicht · Hubbub",
  "page.dashboard.carried": "Werte",
  "page.dashboard.heading": "Eine lebende Übersicht",
  "page.dashboard.short": "Der neueste Wert jeder Art, für alle, die hinsehen, auch wenn sie später kommen.",
  "page.dashboard.lead":
    "Ein Wert ist der neueste Stand eines Schlüssels. Wer misst, setzt ihn; wer hinsieht, hat ihn sofort; und wer die Seite später öffnet, bekommt alle im ersten Frame.",
  "page.dashboard.note":
    "Werte werden zusammengefasst: Von mehreren in 50 ms wird nur der neueste jedes Schlüssels gesendet. Die Linien entstehen aus dem, was dieses Fenster gesehen hat.",

  "page.ticker.title": "Ein Börsenticker · Hubbub",
  "page.ticker.carried": "Werte, zusammengefasst",
  "page.ticker.heading": "Ein Ticker, 200-mal pro Sekunde",
  "page.ticker.short": "200 Kurse pro Sekunde, und ein langsames Handy, das trotzdem die neuesten zeigt.",
  "page.ticker.lead":
    "Jede Sekunde werden 200 Kurse gesetzt. Jedes Fenster bekommt höchstens 20 Frames davon, und eines, das nicht nachkommt, weniger. Es zeigt trotzdem das Neueste, und nichts staut sich.",
  "page.ticker.note":
    "Ein Server kann Werte auch über HTTP setzen: PUT /api/rooms/{room}/values/{key}, 30 pro Sekunde für jedes Mitglied.",

  "page.whiteboard.title": "Eine Tafel mit Zeigern · Hubbub",
  "page.whiteboard.carried": "Signale",
  "page.whiteboard.heading": "Eine Tafel mit Zeigern",
  "page.whiteboard.short": "Wo die Hand von allen ist, 20-mal pro Sekunde. Nichts davon wird gespeichert.",
  "page.whiteboard.lead":
    "Ein Signal ist für die, die gerade hinsehen. Zeiger gehen 20-mal pro Sekunde hinaus und werden nie gespeichert: Darum trocknet die Tinte ein, und wer später kommt, findet eine leere Tafel.",
  "page.whiteboard.note":
    "Wer beim Lesen zurückliegt, dem werden Signale weggelassen statt aufgehoben: Das nächste sagt, wo die Hand jetzt ist.",

  "page.game.title": "Ein Spiel zu zweit · Hubbub",
  "page.game.carried": "Signale und Werte",
  "page.game.heading": "Ein Spiel zu zweit",
  "page.game.short": "Drei gewinnt. Andere schauen zu, und beim Neuladen geht nichts verloren.",
  "page.game.lead":
    "Drei gewinnt, ohne eine Zeile Code auf dem Server. Die Züge jeder Seite sind ein Wert, den der Raum behält: Darum geht beim Neuladen nichts verloren, und wer zuschaut, sieht dasselbe Feld.",
  "page.game.note":
    "Jedes Fenster ist sein eigener Schiedsrichter: Es zählt die Züge einer Seite nur, wenn der Raum sagt, dass sie von dem kommen, der dort sitzt. In einem offenen Raum darf sich jeder setzen; ein Spiel um etwas braucht einen Raum mit Rollen.",

  "page.notes.title": "Eine Pinnwand · Hubbub",
  "page.notes.carried": "Werte, einer pro Zettel",
  "page.notes.heading": "Eine Pinnwand",
  "page.notes.short": "Alle schreiben auf dieselben Zettel. Auf jedem liest man, wer zuletzt schreibt.",
  "page.notes.lead":
    "Eine Pinnwand, auf die alle schreiben. Jeder Zettel ist ein eigener Wert, und von jedem behält der Raum, was zuletzt geschrieben wurde: Zwei Leute auf zwei Zetteln begegnen sich nie, auf einem schon.",
  "page.notes.note":
    "Wer zuletzt schreibt, gilt, und der Zettel sagt, wer das ist. Text, den mehrere zugleich bearbeiten, Anschlag für Anschlag zusammengeführt, gibt es noch nicht.",
};
