// Which language the app speaks, on this device: each by its own name. Its label is not shown, for a page's corner.

import { halfChanged } from "./half-changed.ts";
import { language } from "./language.ts";
import { chooseLanguage, isLanguage, languageOptions } from "./languages.ts";
import { t } from "./t.ts";

export function LanguageChoice() {
  return (
    <div class="input select language">
      <select
        aria-label={t("language.label")}
        onChange={({ currentTarget: { value } }) =>
          isLanguage(value) && !chooseLanguage(value) && halfChanged()?.focus()
        }
      >
        {languageOptions().map(({ value, label }) => (
          <option key={value} value={value} lang={value} selected={value === language}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
