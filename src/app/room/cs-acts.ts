// The words of what can be done with a message, in Czech.

import type { Czech } from "../shared/words.ts";
import type { enActs } from "./en-acts.ts";

export const csActs: Czech<typeof enActs> = {
  "acts.label": "Akce se zprávou, {name}",
  "acts.react": "Reagovat",
  "acts.edit": "Upravit zprávu",
  "acts.pin": "Připnout zprávu",
  "acts.unpin": "Odepnout zprávu",
  "acts.link": "Kopírovat odkaz",
  "acts.link.copied": "Odkaz zkopírován",
  "acts.link.uncopied": "Odkaz se nepodařilo zkopírovat.",
  "acts.remove": "Odstranit zprávu",
  "acts.remove.ask": "Odstranit tuto zprávu pro všechny? Nepůjde to vrátit.",
  "acts.remove.yes": "Odstranit",
  "acts.remove.no": "Ponechat",
  "acts.react.label": "Výběr reakcí",
  "acts.react.with": "Reagovat: {emoji}",
  "acts.react.more": "Jiné emoji",
  "acts.edit.field": "Upravený text",
  "acts.edit.save": "Uložit",
  "acts.edit.leave": "Zrušit",
  "acts.edit.keys": "Enter uloží, Escape zruší",
  "acts.failed": "Neprovedeno: {reason}",
  "acts.offline": "Jsi offline. Zprávy půjde měnit, až se připojíš.",
  "acts.reason.forbidden": "s touto zprávou to nesmíš udělat.",
  "acts.reason.not_found": "zpráva byla odstraněna.",
  "acts.reason.vote.forbidden": "teď už tu nikdo nemůže hlasovat.",
  "acts.reason.react.too_large": "zpráva může mít nejvýš 20 různých reakcí.",
  "acts.reason.react.invalid": "tohle není jedno emoji.",
  "acts.reason.internal": "server je nedostupný.",
  "acts.unread": "Odsud označit jako nepřečtené",
};
