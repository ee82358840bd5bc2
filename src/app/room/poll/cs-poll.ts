// The words of polls, in Czech.

import type { Czech } from "../../shared/words.ts";
import type { enPoll } from "./en-poll.ts";

export const csPoll: Czech<typeof enPoll> = {
  "poll.count": { one: "{count} hlas", few: "{count} hlasy", many: "{count} hlasu", other: "{count} hlasů" },
  "poll.voters": {
    one: "Hlasoval {count} člověk",
    few: "Hlasovali {count} lidé",
    many: "Hlasovalo {count} člověka",
    other: "Hlasovalo {count} lidí",
  },
  "poll.voters.none": "Zatím nikdo nehlasoval",
  "poll.several": "Vyber, kolik chceš",
  "poll.until": "Lze hlasovat do {when}",
  "poll.closed": "Uzavřeno",
  "poll.who": "Kdo hlasoval",
  "poll.back": "Vzít hlas zpět",
  "poll.close": "Uzavřít anketu",
  "poll.close.ask": "Uzavřít tuto anketu natrvalo? Nikdo už nebude moci hlasovat.",
  "poll.close.yes": "Uzavřít",
  "poll.close.no": "Nechat otevřenou",
  "poll.who.title": "Hlasy",
  "poll.who.none": "Nikdo nehlasoval.",
  "poll.who.more": "Hlasovalo víc lidí, než se sem vejde.",
  "poll.who.you": "(ty)",
  "poll.ask.title": "Dát všem na výběr",
  "poll.ask.text": "Všichni tu uvidí, kdo co vybral.",
  "poll.ask.question": "Otázka",
  "poll.ask.option": "Možnost {count}",
  "poll.ask.more": "Další možnost",
  "poll.ask.several": "Lze vybrat několik",
  "poll.ask.until": "Uzavře se",
  "poll.ask.until.never": "Až ji uzavřu",
  "poll.ask.until.hour": "Za hodinu",
  "poll.ask.until.day": "Za den",
  "poll.ask.until.week": "Za týden",
  "poll.ask.do": "Zeptat se",
  "poll.ask.missing": "Napiš otázku a aspoň dvě různé možnosti.",
  "poll.ask.long": "Otázka má nejvýš 300 znaků a možnost nejvýš 80 na jednom řádku.",
};
