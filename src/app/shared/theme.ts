// Light or dark: as the system says, until the person says otherwise.

import { signal } from "@preact/signals";
import { colourGround } from "./ground.ts";
import { readStored, writeStored } from "./stored.ts";

export type Theme = "light" | "dark";

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const chosen = signal(parseTheme(readStored("theme")));
const system = signal<Theme>(systemDark.matches ? "dark" : "light");
systemDark.addEventListener("change", () => (system.value = systemDark.matches ? "dark" : "light"));

export function currentTheme(): Theme {
  return chosen.value ?? system.value;
}

/** Choosing what the system says follows the system again. */
export function toggleTheme(): void {
  const next: Theme = currentTheme() === "dark" ? "light" : "dark";
  chosen.value = next === system.value ? undefined : next;
  writeStored("theme", chosen.value);
  if (chosen.value === undefined) delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen.value;
  colourGround(chosen.value);
}

export function parseTheme(text: string | undefined): Theme | undefined {
  return text === "light" || text === "dark" ? text : undefined;
}
