// The languages that are spoken here, and which of them a person gets.

/** Their own names, and which way they are written. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr" },
  cs: { name: "Čeština", direction: "ltr" },
  de: { name: "Deutsch", direction: "ltr" },
} as const;

export type Language = keyof typeof LANGUAGES;

/** What was chosen, else the first that the browser asks for: `asked` are tags such as "de-AT", the best first. */
export function pickLanguage(chosen: string | undefined, asked: readonly string[]): Language {
  return [chosen, ...asked.map((tag) => tag.toLowerCase().split("-")[0])].find(isLanguage) ?? "en";
}

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(LANGUAGES, text);
}
