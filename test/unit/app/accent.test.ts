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
type Hosted = ReadonlyMap<string, Record<Theme, { l: number; mostC: number }>>;
function hostedIn(css: string): Hosted {
  const pairs = css.matchAll(new RegExp(String.raw`--([\w-]+):\s*light-dark\(\s*${FROM},\s*${FROM}\s*\)`, "g"));
  return new Map(
    [...pairs].map(([, name = "", ...parts]) => {
      const [light = 0, lightC = 0, dark = 0, darkC = 0] = parts.map(Number);
      return [name, { light: { l: light / 100, mostC: lightC }, dark: { l: dark / 100, mostC: darkC } }];
    }),
  );
}
const hosted = hostedIn(read("shared/accent.css"));

/** For whoever asks for more contrast. */
const contrastCss = read("shared/contrast.css");
const more: Hosted = new Map([...hosted, ...hostedIn(contrastCss)]);
const morePlain = new Map(plain);
for (const [, name = "", light = "", dark = ""] of contrastCss.matchAll(PLAIN))
  morePlain.set(name, { light: parseOklch(light), dark: parseOklch(dark) });

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

const MORE: readonly [string, string, number][] = [
  ["on-accent", "accent", 7],
  ["on-accent", "accent-strong", 7],
  ...[...GROUNDS, "mine"].map((ground): [string, string, number] => ["accent-text", ground, 7]),
  ...GROUNDS.map((ground): [string, string, number] => ["accent", ground, 4.5]),
  ["ink", "mine", 7],
  ["muted", "mine", 7],
];

describe.each(THEMES)("%s", (theme) => {
  test.each(PAIRS)("%s on %s has at least %d to 1, in every hue from grey to vivid", (one, other, least) => {
    expectLeast(least, (hue, chroma) => contrast(colour(one, theme, hue, chroma), colour(other, theme, hue, chroma)));
  });

  test.each(MORE)("with more contrast asked for %s on %s has at least %d to 1", (one, other, least) => {
    const asked = (name: string, hue: number, chroma: number) => colour(name, theme, hue, chroma, more, morePlain);
    expectLeast(least, (hue, chroma) => contrast(asked(one, hue, chroma), asked(other, hue, chroma)));
  });
});

test("the accent's own colours are those that the host turns, with more contrast too", () => {
  expect([...hosted.keys()].sort()).toEqual(["accent", "accent-strong", "accent-text", "mine"]);
  expect([...hostedIn(contrastCss).keys()].sort()).toEqual(["accent", "accent-strong", "accent-text"]);
});

function expectLeast(least: number, ratioAt: (hue: number, chroma: number) => number): void {
  let worst = { ratio: Infinity, hue: 0, chroma: 0 };
  for (let hue = 0; hue < 360; hue += 2) {
    for (let chroma = 0; chroma <= 0.2; chroma += 0.02) {
      const ratio = ratioAt(hue, chroma);
      if (ratio < worst.ratio) worst = { ratio, hue, chroma };
    }
  }
  expect(worst.ratio, `at hue ${worst.hue}, chroma ${worst.chroma.toFixed(2)}`).toBeGreaterThanOrEqual(least);
}

function colour(name: string, theme: Theme, hue: number, chroma: number, turns = hosted, others = plain): Oklch {
  const turned = turns.get(name)?.[theme];
  if (turned !== undefined) return { l: turned.l, c: Math.min(chroma, turned.mostC), h: hue };
  const fixed = others.get(name)?.[theme];
  if (fixed === undefined) throw new Error(`no colour is named ${name}`);
  return fixed;
}
