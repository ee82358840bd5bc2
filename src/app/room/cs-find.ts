// The words of searching, of going to a day, and of who has seen what, in Czech.

import type { Czech } from "../shared/words.ts";
import type { enFind } from "./en-find.ts";

export const csFind: Czech<typeof enFind> = {
  "find.field": "Hledat v této místnosti",
  "find.do": "Hledat",
  "find.hint": "Zúžit:",
  "find.hint.from": "from:",
  "find.hint.before": "before:",
  "find.hint.link": "has:link",
  "find.hint.from.label": "Jen od někoho",
  "find.hint.before.label": "Jen před určitým dnem",
  "find.hint.link.label": "Jen s odkazem",
  "find.hint.day": "Den se píše takhle: {day}",
  "find.partial": "Ještě není prohledané všechno, co tu zaznělo: za chvíli hledej znovu.",
  "find.searching": "Hledám…",
  "find.none": "Nic se nenašlo. Slova se hledají podle začátku a všechna musí být v jedné zprávě.",
  "find.count": { one: "{count} zpráva", few: "{count} zprávy", many: "{count} zprávy", other: "{count} zpráv" },
  "find.count.more": {
    one: "Nejnovější {count} zpráva",
    few: "Nejnovější {count} zprávy",
    many: "Nejnovější {count} zprávy",
    other: "Nejnovějších {count} zpráv",
  },
  "find.more": "Zobrazit další",
  "find.failed": "Hledání se nezdařilo. Zkus to za chvíli znovu.",
  "find.day": "Přejít na den",
  "find.day.do": "Přejít",
  "find.day.none": "Ten den ani později nikdo nic neřekl.",
  "find.first": "Přejít na první zprávu",
  "seen.by": "Četli: {names}",
  "seen.more": {
    one: "{names} a {count} další",
    few: "{names} a {count} další",
    many: "{names} a {count} dalšího",
    other: "{names} a {count} dalších",
  },
};
