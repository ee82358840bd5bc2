// What stands in the HTML of the pages, in Czech: it takes the place of the English before that is seen.

import type { enPages } from "./en-pages.ts";
import type { Czech } from "./words.ts";

export const csPages: Czech<typeof enPages> = {
  "app.noscript": "Hubbub potřebuje k zobrazení konverzace JavaScript. Zapni ho prosím pro tuto stránku.",
  "landing.title": "Hubbub: založ místnost, pošli odkaz a povídej si",
  "landing.description":
    "Chat bez registrace: založ místnost, pošli odkaz a povídej si. Běží na tvém vlastním účtu Cloudflare, i na bezplatném tarifu.",
  "landing.sentence": "Založ místnost, pošli odkaz a povídej si.",
  "landing.more": "Bez registrace, bez instalace. Kdo má odkaz, může dovnitř.",
  "landing.code.heading": "Pět řádků a tvůj program je uvnitř",
  "landing.code.text":
    "V místnosti si může povídat jakýkoli klient WebSocketu. Text dovnitř, text ven: vlož tohle do konzole prohlížeče.",
  "landing.own.heading": "Vlastní chat dvěma příkazy",
  "landing.own.text":
    "V kopii zdrojového kódu Hubbubu. Běží na bezplatném tarifu Cloudflare a nic dalšího nepotřebuje.",
  "landing.own.try": "Nejdřív to můžeš zkusit na svém počítači: npm run dev",
  "landing.foot.docs": "Dokumentace: tvůj vlastní klient",
  "landing.foot.privacy": "Soukromí: co se ukládá a jak to smazat",
  "landing.foot.uses": "K čemu je místnost dobrá",
  "landing.foot.label": "Další stránky Hubbubu",
  "docs.title": "Jak mluvit s místností · Hubbub",
  "docs.description":
    "Jak s místností Hubbubu mluví tvoje vlastní programy: WebSocket, Server-Sent Events, long poll, HTTP a všechna pravidla.",
  "docs.contentsLabel": "Na této stránce",
  "docs.english": "Tahle stránka je příručka pro vývojáře a je jen anglicky.",
  "challenge.title": "Okamžik · Hubbub",
  "challenge.heading": "Jsi člověk?",
  "challenge.text": "Nově příchozích se ptáme jednou. Chvilku to potrvá a pak budeš pokračovat, kam máš namířeno.",
  "challenge.failed": "Nepovedlo se to. Zkus to znovu, nebo stránku načti znovu.",
  "lost.title": "Tady nic není · Hubbub",
  "lost.heading": "Tenhle stůl je prázdný.",
  "lost.text":
    "Na této adrese není žádná stránka. Adresa místnosti končí na /r/ a název z písmen a–z, číslic a spojovníků.",
  "lost.home": "Založit nebo otevřít místnost",
  "lost.lobby": "Přejít do lobby",
  "share.title": "Do které místnosti? · Hubbub",
  "share.heading": "Do které místnosti?",
  "share.text": "Co sdílíš, se tam uloží jako koncept. Nic se neodešle, dokud to neodešleš.",
  "share.nothing": "Nic ke sdílení nepřišlo.",
  "admin.title": "Provoz · Hubbub",
  "admin.heading": "Provoz",
  "admin.lead": "Co dělají místnosti tohoto nasazení, jak to samy hlásí. Den začíná o půlnoci UTC.",
  "room.noName": "Místnost · Hubbub",
};
