// The pages of what a room is good for: what each is made of, and what is filled into the HTML that they share.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { markUp, takeSnippet } from "./snippet.mjs";

const USES = dirname(fileURLToPath(import.meta.url));

/** The module of each page that has the lines that it shows. */
const SHOWN = {
  notifications: "follow-events",
  dashboard: "follow-figures",
  whiteboard: "share-pointers",
  game: "play",
  notes: "join-board",
  ticker: "follow-prices",
  chat: "talk-plainly",
};

export const USE_PAGES = [
  {
    file: "uses.html",
    source: "uses/uses.html",
    style: "uses/uses.css",
    script: "uses/uses.tsx",
    // For search engines, in English.
    slots: async (words) => ({ "uses.description": words["uses.lead"] }),
  },
  ...Object.entries(SHOWN).map(([name, shown]) => ({
    file: `uses/${name}.html`,
    source: "uses/use.html",
    style: `uses/${name}/${name}.css`,
    script: `uses/${name}/${name}-page.tsx`,
    live: [join(USES, name, `${shown}.ts`)],
    slots: (words) => slotsOf(name, shown, words),
  })),
];

async function slotsOf(name, shown, words) {
  const code = takeSnippet(await readFile(join(USES, name, `${shown}.ts`), "utf8"), shown);
  const said = ["title", "carried", "heading", "lead", "note"].map((part) => [
    `use.${part}`,
    words[`page.${name}.${part}`],
  ]);
  const guest = code.includes("...guest") ? ` <span data-t="uses.guest">${words["uses.guest"]}</span>` : "";
  return {
    ...Object.fromEntries(said),
    "use.name": name,
    "use.description": words[`page.${name}.lead`],
    "use.guest": guest,
    "use.code": markUp(code),
  };
}
