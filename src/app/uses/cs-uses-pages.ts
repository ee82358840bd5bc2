// What stands in the HTML of the pages of uses, in Czech: it takes the place of the English before that is seen.

import type { Czech } from "../shared/words.ts";
import type { enUsesPages } from "./en-uses-pages.ts";

export const csUsesPages: Czech<typeof enUsesPages> = {
  "uses.title": "K čemu je místnost dobrá · Hubbub",
  "uses.heading": "K čemu je místnost dobrá",
  "uses.lead":
    "Sedm věcí, které lidé stavějí na živém spojení: každá na stejné obyčejné místnosti a stejném obyčejném klientovi, s těmi pár řádky, které potřebuje.",
  "uses.notYet":
    "Zatím tu není: víc lidí v jednom textu najednou, se sloučením každého stisku klávesy. Nejblíž je nástěnka s lístky a říká, co dělá místo toho.",
  "uses.all": "Všechna použití",
  "uses.code": "Řádky, které to dělají",
  "uses.guest": "Jako host má tohle okno vlastní token; bez něj platí, co říká cookie prohlížeče.",

  "page.chat.title": "Chat · Hubbub",
  "page.chat.carried": "Zprávy",
  "page.chat.heading": "Chat",
  "page.chat.short": "Čím začíná každý návod, ve třech řádcích; a celý chat v místnosti.",
  "page.chat.lead": "Klient, kterým začíná každý návod: tři řádky, žádná knihovna. Text dovnitř, text ven.",
  "page.chat.note":
    "Tohle je prostý režim. I tady se zprávy ukládají a mají jedno pořadí; jména, historie a návrat na místo, kde čtení skončilo, jsou v klientovi, který používají ostatní stránky.",

  "page.notifications.title": "Oznámení · Hubbub",
  "page.notifications.carried": "Server-Sent Events",
  "page.notifications.heading": "Oznámení",
  "page.notifications.short":
    "Server něco oznámí a každá otevřená stránka se to dozví. Jedním směrem, takže bez WebSocketu.",
  "page.notifications.lead":
    "Zprávy jdou jedním směrem: server je odešle a každá otevřená stránka se je dozví. Stránka používá jen EventSource, který má prohlížeč, a po výpadku spojení pokračuje tam, kde skončila.",
  "page.notifications.note":
    "Formulář na této stránce je ten server: posílá přes HTTP, jako by to dělal tvůj program. Token říká, kdo posílá; dá ho POST /api/session.",

  "page.dashboard.title": "Živý přehled · Hubbub",
  "page.dashboard.carried": "Hodnoty",
  "page.dashboard.heading": "Živý přehled",
  "page.dashboard.short": "Nejnovější údaj každého druhu pro toho, kdo se dívá, i když přijde později.",
  "page.dashboard.lead":
    "Hodnota je nejnovější stav klíče. Kdo měří, vloží ji; kdo se dívá, má ji hned; a kdo stránku otevře později, dostane všechny v prvním rámci.",
  "page.dashboard.note":
    "Hodnoty se slučují: z několika během 50 ms se pošle jen nejnovější každého klíče. Čáry se kreslí z toho, co toto okno vidí.",

  "page.ticker.title": "Burza · Hubbub",
  "page.ticker.carried": "Hodnoty, sloučené",
  "page.ticker.heading": "Burza, 200krát za sekundu",
  "page.ticker.short": "200 cen za sekundu a pomalý telefon, který přesto ukazuje nejnovější.",
  "page.ticker.lead":
    "Každou sekundu se vloží 200 cen. Každé okno jich dostane nejvýš 20 rámců, a které nestíhá, dostane méně. Přesto ukazuje to nejnovější a nic se nehromadí.",
  "page.ticker.note":
    "Server může hodnoty vkládat i přes HTTP: PUT /api/rooms/{room}/values/{key}, 30 za sekundu pro každého člena.",

  "page.whiteboard.title": "Tabule s ukazateli · Hubbub",
  "page.whiteboard.carried": "Signály",
  "page.whiteboard.heading": "Tabule s ukazateli",
  "page.whiteboard.short": "Kde má kdo ruku, 20krát za sekundu. Nic z toho se neukládá.",
  "page.whiteboard.lead":
    "Signál je pro toho, kdo se zrovna dívá. Ukazatele se posílají 20krát za sekundu a nikdy se neukládají: inkoust proto vysychá a kdo přijde později, najde čistou tabuli.",
  "page.whiteboard.note": "Kdo nestíhá číst, tomu se signály zahazují, místo aby čekaly: další řekne, kde je ruka teď.",

  "page.game.title": "Hra pro dva · Hubbub",
  "page.game.carried": "Signály a hodnoty",
  "page.game.heading": "Hra pro dva",
  "page.game.short": "Piškvorky. Ostatní přihlížejí a nové načtení nic neztratí.",
  "page.game.lead":
    "Piškvorky, bez jediného řádku kódu na serveru. Tahy každé strany jsou hodnota, kterou místnost uchovává: nové načtení proto nic neztratí a kdo přihlíží, vidí totéž pole.",
  "page.game.note":
    "Každé okno je samo sobě rozhodčím: tahy strany počítá, jen když místnost říká, že je zapsal ten, kdo tam sedí. V otevřené místnosti si smí sednout kdokoli; hra o něco potřebuje místnost s rolemi.",

  "page.notes.title": "Nástěnka s lístky · Hubbub",
  "page.notes.carried": "Hodnoty, lístek po lístku",
  "page.notes.heading": "Nástěnka s lístky",
  "page.notes.short": "Všichni píšou na stejné lístky. Na každém se čte, kdo píše poslední.",
  "page.notes.lead":
    "Nástěnka, na kterou píšou všichni. Každý lístek je hodnota sama pro sebe a z každé místnost uchová, co se zapsalo naposledy: dva lidé na dvou lístcích se nepotkají, na jednom ano.",
  "page.notes.note":
    "Platí, kdo píše poslední, a lístek říká, kdo to je. Text, který upravuje víc lidí najednou se sloučením každého stisku klávesy, tu zatím není.",
};
