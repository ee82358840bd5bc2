// What the question for a name says, in Czech.

import type { Czech } from "../shared/words.ts";
import type { enName } from "./en-name.ts";

export const csName: Czech<typeof enName> = {
  "name.title": "Jak ti máme říkat?",
  "name.text": "Chystáš se vstoupit do místnosti {room}. Ostatní uvidí toto jméno vedle toho, co napíšeš.",
  "name.invited.title": "Máš pozvánku",
  "name.invited.text": "Jak ti máme říkat? Ostatní uvidí toto jméno vedle toho, co napíšeš.",
  "name.rename.title": "Změna jména",
  "name.rename.text": "Všichni v místnosti {room} ho hned uvidí.",
  "name.field": "Tvoje jméno",
  "name.shuffle": "Navrhnout jiné jméno",
  "name.join": "Vstoupit do místnosti",
  "name.save": "Uložit",
  "name.invalid": "Jméno má 1 až 64 znaků a žádné neviditelné.",
  "name.reason.invalid": "příliš se podobá jménu někoho, kdo místnost vede, nebo má neviditelné znaky.",
  "name.reason.forbidden": "tato místnost ho nedovoluje.",
};
