// The language that this page speaks, as the script before the first paint wrote it on the page.

import type { Language } from "./languages.ts";

export const language: Language = parseLanguage(typeof document === "undefined" ? "" : document.documentElement.lang);

/** The tag to write numbers and dates by. */
export const locale: string = pickLocale(language, navigator.languages);

/** With the region that the browser says, where it says one for this language: "en-GB". */
export function pickLocale(spoken: Language, asked: readonly string[]): string {
  return asked.find((tag) => tag.slice(0, 2) === spoken && isTag(tag)) ?? spoken;
}

/** Browsers say what systems say: `en-US@posix` is no language tag, and `Intl` throws at it. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

function parseLanguage(tag: string): Language {
  return tag === "cs" || tag === "de" ? tag : "en";
}
