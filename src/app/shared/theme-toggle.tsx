// Turns the lights on or off.

import { Icon } from "./icon.tsx";
import * as icons from "./icons.ts";
import { t } from "./t.ts";
import { currentTheme, toggleTheme } from "./theme.ts";

export function ThemeToggle() {
  const dark = currentTheme() === "dark";
  const label = t(dark ? "theme.light" : "theme.dark");
  return (
    <button type="button" class="button icon" aria-label={label} title={label} onClick={toggleTheme}>
      <Icon path={dark ? icons.sun : icons.moon} />
    </button>
  );
}
