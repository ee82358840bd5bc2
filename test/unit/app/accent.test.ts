// Whatever accent a host's page gives its frame, everything can still be read: its hue is taken, its lightness is not.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast, type Oklch, parseOklch } from "./oklch.ts";

const read = (path: string) => readFileSync(new URL(`../../../src/app/${path}`, import.meta.url), "utf8");

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const PLAIN = /--([\w-]+):\s*light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)/g;
const plain = new Map<string, Record<Theme, Oklch>>();
for (const [, name = "", light = "", dark = ""] of read("shared/tokens.css").matchAll(PLAIN))
  plain.set(name, { light: parseOklch(light), dark: parseOklch(dark) });

/** `oklch(from var(--host-accent) 52% min(c, 0.16) h)`: its lightness, and the most of the host's chroma. */
const FROM = String.raw`oklch\(from var\(--host-accent\) ([\d.]+)% min\(c, ([\d.]+)\) h\)`;
const hosted = new Map<string, Record<Theme, { l: number; mostC: number }>>();
for (const [, name = "", ...parts] of read("shared/accent.css").matchAll(
  new RegExp(String.raw`--([\w-]+):\s*light-dark\(\s*${FROM},\s*${FROM}\s*\)`, "g"),
)) {
  const [light = 0, lightC = 0, dark = 0, darkC = 0] = parts.map(Number);
  hosted.set(name, { light: { l: light / 100, mostC: lightC }, dark: { l: dark / 100, mostC: darkC } });
}

const GROUNDS = ["paper", "surface", "sunken", "hover", "notice"];

/** What stands on what, and the least contrast (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS: readonly [string, string, number][] = [
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ...[...GROUNDS, "mine"].map((ground): [string, string, number] => ["accent-text", ground, 4.5]),
  ...GROUNDS.map((ground): [string, string, number] => ["accent", ground, 3]),
  ["ink", "mine", 4.5],
  ["muted", "mine", 4.5],
];

describe.each(THEMES)("%s", (theme) => {
  test.each(PAIRS)("%s on %s has at least %d to 1, in every hue from grey to vivid", (one, other, least) => {
    let worst = { ratio: Infinity, hue: 0, chroma: 0 };
    for (let hue = 0; hue < 360; hue += 2) {
      for (let chroma = 0; chroma <= 0.2; chroma += 0.02) {
        const ratio = contrast(colour(one, theme, hue, chroma), colour(other, theme, hue, chroma));
        if (ratio < worst.ratio) worst = { ratio, hue, chroma };
      }
    }
    expect(worst.ratio, `at hue ${worst.hue}, chroma ${worst.chroma.toFixed(2)}`).toBeGreaterThanOrEqual(least);
  });
});

test("the accent's own colours are those that the host turns", () => {
  expect([...hosted.keys()].sort()).toEqual(["accent", "accent-strong", "accent-text", "mine"]);
});

function colour(name: string, theme: Theme, hue: number, chroma: number): Oklch {
  const turned = hosted.get(name)?.[theme];
  if (turned !== undefined) return { l: turned.l, c: Math.min(chroma, turned.mostC), h: hue };
  const fixed = plain.get(name)?.[theme];
  if (fixed === undefined) throw new Error(`no colour is named ${name}`);
  return fixed;
}
