// Which language the app speaks, on this device: each by its own name.

import { language } from "./language.ts";
import { isLanguage, type Language, LANGUAGES } from "./languages.ts";
import { writeStored } from "./stored.ts";
import { t } from "./t.ts";

export function LanguageChoice() {
  return (
    <div class="input select language">
      <select
        aria-label={t("language.label")}
        onChange={({ currentTarget: { value } }) => isLanguage(value) && chooseLanguage(value)}
      >
        {Object.entries(LANGUAGES).map(([tag, { name }]) => (
          <option key={tag} value={tag} lang={tag} selected={tag === language}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The page begins anew: what is written and waits is kept, and words are said in one language at a time. */
function chooseLanguage(chosen: Language): void {
  writeStored("language", chosen);
  location.reload();
}
