// What stands in the HTML of the pages, in German: it takes the place of the English before that is seen.

import type { enPages } from "./en-pages.ts";
import type { German } from "./words.ts";

export const dePages: German<typeof enPages> = {
  "app.noscript": "Hubbub braucht JavaScript, um eine Unterhaltung zu zeigen. Bitte schalte es für diese Seite ein.",
  "landing.title": "Hubbub: Raum anlegen, Link teilen, reden",
  "landing.description":
    "Ein Chat ohne Anmeldung: Raum anlegen, Link teilen, reden. Er läuft auf deinem eigenen Cloudflare-Konto, auch im kostenlosen Tarif.",
  "landing.sentence": "Leg einen Raum an, teil seinen Link und rede.",
  "landing.more": "Keine Anmeldung, nichts zu installieren. Wer den Link hat, kann herein.",
  "landing.code.heading": "Fünf Zeilen, und dein Programm ist drin",
  "landing.code.text":
    "Jeder WebSocket-Client kann in einem Raum mitreden. Text hinein, Text heraus: Füg das in die Konsole deines Browsers ein.",
  "landing.own.heading": "Dein eigener Chat mit zwei Befehlen",
  "landing.own.text":
    "In einer Kopie des Quelltexts von Hubbub. Er läuft im kostenlosen Tarif von Cloudflare; mehr braucht es nicht.",
  "landing.own.try": "Erst auf dem eigenen Rechner ausprobieren: npm run dev",
  "landing.foot.docs": "Dokumentation: dein eigener Client",
  "landing.foot.privacy": "Datenschutz: was gespeichert wird und wie du es löschst",
  "landing.foot.uses": "Wozu ein Raum gut ist",
  "landing.foot.label": "Mehr von Hubbub",
  "docs.title": "Wie man mit einem Raum spricht · Hubbub",
  "docs.description":
    "Wie deine eigenen Programme mit einem Raum von Hubbub sprechen: WebSocket, Server-Sent Events, Long Poll, HTTP und alle Regeln.",
  "docs.contentsLabel": "Auf dieser Seite",
  "docs.english": "Diese Seite ist ein Nachschlagewerk für Entwickler, nur auf Englisch.",
  "challenge.title": "Einen Moment · Hubbub",
  "challenge.heading": "Bist du ein Mensch?",
  "challenge.text":
    "Neue werden einmal gefragt. Es dauert einen Moment, dann geht es dorthin weiter, wo du hinwolltest.",
  "challenge.failed": "Das hat nicht geklappt. Versuch es noch einmal oder lade diese Seite neu.",
  "lost.title": "Hier ist nichts · Hubbub",
  "lost.heading": "Dieser Tisch ist leer.",
  "lost.text":
    "Unter dieser Adresse gibt es keine Seite. Die Adresse eines Raums endet auf /r/ und einen Namen aus a–z, Ziffern und Bindestrichen.",
  "lost.home": "Raum anlegen oder öffnen",
  "lost.lobby": "Zur Lobby",
  "share.title": "In welchen Raum? · Hubbub",
  "share.heading": "In welchen Raum?",
  "share.text": "Was du teilst, wird dort zum Entwurf. Nichts wird gesendet, bevor du es sendest.",
  "share.nothing": "Es kam nichts mit, was zu teilen wäre.",
  "admin.title": "Betrieb · Hubbub",
  "admin.heading": "Betrieb",
  "admin.lead":
    "Was die Räume dieser Bereitstellung tun, wie sie es selbst melden. Ein Tag beginnt um Mitternacht UTC.",
  "room.noName": "Raum · Hubbub",
};
