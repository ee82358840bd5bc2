// What Hubbub says where a link hands a session on, in Czech.

import type { Czech } from "../shared/words.ts";
import type { enHandover } from "./en-handover.ts";

export const csHandover: Czech<typeof enHandover> = {
  "handover.title.device": "Být v tomto zařízení stejným člověkem?",
  "handover.title.operator": "Spravovat tuto instalaci?",
  "handover.text.device":
    "S tímto odkazem bude tento prohlížeč ve všech místnostech tím, kdo odkaz vytvořil. Pokračuj, jen pokud je tento odkaz od tebe: kým byl tento prohlížeč dřív, to z něj zmizí.",
  "handover.text.operator":
    "S tímto odkazem může tento prohlížeč 30 dní moderovat všechny zdejší místnosti. Pokračuj, jen pokud je tento odkaz od tebe.",
  "handover.do.device": "Používat toto zařízení",
  "handover.do.operator": "Spravovat z tohoto prohlížeče",
  "handover.refuse": "Nechat všechno, jak je",
  "handover.close": "Zavřít",
  "handover.done.device": "Toto zařízení je tvoje",
  "handover.done.operator": "Tento prohlížeč patří správci",
  "handover.now.device": "I tady jsi teď {name}.",
  "handover.now.operator": "Jsi tu {name} a 30 dní můžeš moderovat všechny místnosti.",
  "handover.lobby": "Přejít do lobby",
  "handover.admin": "Podívat se, co dělají místnosti",
  "handover.failed": "Tento odkaz nic neudělal: {reason}",
};
