// How the host's page wants the room to look: its theme, and the hue of its accent.

import type { Setup } from "./setup.ts";

/** Nothing of it is remembered: it is the page's wish, not the person's. */
export function applyLook({ theme, accent }: Pick<Setup, "theme" | "accent">): void {
  const { dataset, style } = document.documentElement;
  if (theme === undefined) delete dataset["theme"];
  else dataset["theme"] = theme;
  if (accent !== undefined && CSS.supports("color", accent)) {
    style.setProperty("--host-accent", accent);
    dataset["accent"] = "";
  } else {
    style.removeProperty("--host-accent");
    delete dataset["accent"];
  }
  dataset["setUp"] = "";
}
