// The languages that are spoken here, and which of them a person gets.

import { halfChanged } from "./half-changed.ts";
import { writeStored } from "./stored.ts";

/** Their own names, and which way they are written. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr" },
  cs: { name: "Čeština", direction: "ltr" },
  de: { name: "Deutsch", direction: "ltr" },
} as const;

export type Language = keyof typeof LANGUAGES;

export function languageOptions(): { value: Language; label: string }[] {
  return Object.keys(LANGUAGES)
    .filter(isLanguage)
    .map((value) => ({ value, label: LANGUAGES[value].name }));
}

/** What was chosen, else the first that the browser asks for: `asked` are tags such as "de-AT", the best first. */
export function pickLanguage(chosen: string | undefined, asked: readonly string[]): Language {
  return [chosen, ...asked.map((tag) => tag.toLowerCase().split("-")[0])].find(isLanguage) ?? "en";
}

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(LANGUAGES, text);
}

/**
 * The page begins anew: what is written and waits is kept, and words are said in one language at a time. False where a message
 * is half changed: then the choice waits for the next page.
 */
export function chooseLanguage(chosen: Language): boolean {
  writeStored("language", chosen);
  if (halfChanged() !== undefined) return false;
  location.reload();
  return true;
}
