// Writes on the page which language it is in, before the first paint, and asks for its words beside the page's script.

import { LANGUAGES, pickLanguage } from "./languages.ts";
import { readStored } from "./stored.ts";

/** Where the built words are, by language: of the app, and of the HTML of pages. The build fills it in. */
declare const WORDS: {
  readonly app: Readonly<Record<string, string>>;
  readonly pages: Readonly<Record<string, string>>;
};

export function applyLanguage(): void {
  const page = document.documentElement;
  // What of its own HTML is translated: a page without stays English as a whole, rather than in two languages.
  const translated = page.dataset["translated"];
  if (translated === undefined) return;
  const language = pickLanguage(readStored("language"), navigator.languages);
  page.lang = language;
  page.dir = LANGUAGES[language].direction;
  const preload = (href: string | undefined) => {
    if (href === undefined) return;
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    document.head.append(link);
  };
  if (translated.includes("app")) preload(WORDS.app[language]);
  if (!translated.includes("html") || language === "en") return;
  if (!translated.includes("own")) preload(WORDS.pages[language]);
  // The words that stand in the HTML are English: they are not shown before they are said in the person's language.
  page.dataset["untranslated"] = "";
}
