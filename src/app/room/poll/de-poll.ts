// The words of polls, in German.

import type { German } from "../../shared/words.ts";
import type { enPoll } from "./en-poll.ts";

export const dePoll: German<typeof enPoll> = {
  "poll.count": { one: "{count} Stimme", other: "{count} Stimmen" },
  "poll.voters": { one: "{count} Person hat abgestimmt", other: "{count} Leute haben abgestimmt" },
  "poll.voters.none": "Noch hat niemand abgestimmt",
  "poll.several": "Wähle so viele, wie du magst",
  "poll.until": "Offen bis {when}",
  "poll.closed": "Geschlossen",
  "poll.who": "Wer abgestimmt hat",
  "poll.back": "Meine Stimme zurücknehmen",
  "poll.close": "Umfrage schließen",
  "poll.close.ask": "Diese Umfrage endgültig schließen? Dann kann niemand mehr abstimmen.",
  "poll.close.yes": "Schließen",
  "poll.close.no": "Offen lassen",
  "poll.who.title": "Stimmen",
  "poll.who.none": "Niemand hat abgestimmt.",
  "poll.who.more": "Es haben mehr Leute abgestimmt, als hier stehen.",
  "poll.who.you": "(du)",
  "poll.ask.title": "Alle wählen lassen",
  "poll.ask.text": "Alle hier sehen, wer was gewählt hat.",
  "poll.ask.question": "Frage",
  "poll.ask.option": "Möglichkeit {count}",
  "poll.ask.more": "Noch eine Möglichkeit",
  "poll.ask.several": "Man darf mehrere wählen",
  "poll.ask.until": "Schließt",
  "poll.ask.until.never": "Erst, wenn ich sie schließe",
  "poll.ask.until.hour": "In einer Stunde",
  "poll.ask.until.day": "In einem Tag",
  "poll.ask.until.week": "In einer Woche",
  "poll.ask.do": "Fragen",
  "poll.ask.missing": "Schreib eine Frage und mindestens zwei verschiedene Möglichkeiten.",
  "poll.ask.long": "Eine Frage hat höchstens 300 Zeichen, eine Möglichkeit höchstens 80 in einer Zeile.",
};
