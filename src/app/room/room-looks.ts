// How this browser shows a room: the hue of its accent, and how close everything stands. Nobody else sees it.

import { readStored, writeStored } from "../shared/stored.ts";

/** Hues of oklch to choose from, all round the circle; the first is that of the page itself. */
export const HUES = [32, 75, 140, 185, 235, 275, 315, 355] as const;
export const OWN_HUE = HUES[0];

export function readHue(room: string): number {
  const stored = Number(readStored(`accent.${room}`));
  return HUES.find((hue) => hue === stored) ?? OWN_HUE;
}

/** Takes what was chosen for the room before; nothing where nothing was. */
export function applyHue(room: string): void {
  const hue = readHue(room);
  const { dataset, style } = document.documentElement;
  if (hue === OWN_HUE) {
    delete dataset["accent"];
    style.removeProperty("--host-accent");
  } else {
    dataset["accent"] = "";
    style.setProperty("--host-accent", colourOf(hue));
  }
}

export function chooseHue(room: string, hue: number): void {
  writeStored(`accent.${room}`, hue === OWN_HUE ? undefined : String(hue));
  applyHue(room);
}

/** Its lightness is left out where it is shown: only the hue counts (accent.css). */
export function colourOf(hue: number): string {
  return `oklch(60% 0.16 ${hue})`;
}

export type Density = "comfortable" | "compact";

export function readDensity(): Density {
  return readStored("density") === "compact" ? "compact" : "comfortable";
}

/** The page takes it up before its first paint (early-theme.ts). */
export function chooseDensity(density: Density): void {
  writeStored("density", density === "compact" ? density : undefined);
  if (density === "compact") document.documentElement.dataset["density"] = density;
  else delete document.documentElement.dataset["density"];
}
