// Says to whoever reads another language that the page of the contract is English, in theirs.

import { pickLanguage } from "../shared/languages.ts";
import { readStored } from "../shared/stored.ts";
import type { Words } from "../shared/words.ts";

const OTHERS = {
  cs: async (): Promise<Words> => (await import("../shared/cs-pages.ts")).csPages,
  de: async (): Promise<Words> => (await import("../shared/de-pages.ts")).dePages,
};

export async function sayItIsEnglish(): Promise<void> {
  const language = pickLanguage(readStored("language"), navigator.languages);
  const place = document.getElementById("english");
  if (language === "en" || place === null) return;
  const words = await OTHERS[language]().catch(() => undefined);
  const said = words?.["docs.english"];
  if (typeof said !== "string") return;
  place.textContent = said;
  place.lang = language;
  place.hidden = false;
}
