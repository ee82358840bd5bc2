// Says what stands in the HTML of a page in the person's language, and only then lets it be seen.

import { language } from "./language.ts";
import type { Others } from "./t.ts";
import type { enPages } from "./en-pages.ts";
import type { Czech, German, Words } from "./words.ts";

const OTHERS: Others = {
  cs: async (): Promise<Czech<typeof enPages>> => (await import("./cs-pages.ts")).csPages,
  de: async (): Promise<German<typeof enPages>> => (await import("./de-pages.ts")).dePages,
};

/** Called once by each page whose HTML is translated; `others` are its words, where they are not those of the app. */
export async function translatePage(others: Others = OTHERS): Promise<void> {
  const page = document.documentElement;
  if (language !== "en") {
    try {
      sayIn(await others[language]());
    } catch (error) {
      console.warn("unable to translate page; its words did not come", error);
      page.lang = "en";
    }
  }
  delete page.dataset["untranslated"];
}

function sayIn(words: Words): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-t], [data-t-label]")) {
    const { t, tLabel } = element.dataset;
    const said = t === undefined ? undefined : words[t];
    const label = tLabel === undefined ? undefined : words[tLabel];
    if (typeof said === "string") element.textContent = said;
    if (typeof label === "string") element.ariaLabel = label;
  }
}
