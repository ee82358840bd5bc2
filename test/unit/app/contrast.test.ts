// Every pair of colours that carries meaning can be told apart, by day and by night: read from the CSS itself.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast, type Oklch, parseOklch } from "./oklch.ts";

const css = readFileSync(new URL("../../../src/app/shared/tokens.css", import.meta.url), "utf8");

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** `--name: light-dark(oklch(…), oklch(…))`, where it stands. */
const PAIR = /--([\w-]+):\s*light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)/g;

const members: Record<Theme, Oklch>[] = [];
const tokens = new Map<string, Record<Theme, Oklch>>();
for (const [, name = "", light = "", dark = ""] of css.matchAll(PAIR)) {
  const colours = { light: parseOklch(light), dark: parseOklch(dark) };
  if (name === "member") members.push(colours);
  else tokens.set(name, colours);
}

function colour(name: string, theme: Theme): Oklch {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`no colour is named ${name}`);
  return found[theme];
}

const GROUNDS = ["paper", "surface", "sunken"];
const ROWS = ["mine", "hover"];

/** Words on grounds: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const TEXT: readonly [string, readonly string[]][] = [
  ["ink", [...GROUNDS, ...ROWS, "notice", "line"]],
  ["muted", [...GROUNDS, ...ROWS, "notice", "line"]],
  ["accent-text", [...GROUNDS, ...ROWS, "notice"]],
  ["bad", ["paper", "surface", ...ROWS]],
  ["good", ["paper", "surface"]],
  ["on-accent", ["accent", "accent-strong"]],
  ...["string", "number", "keyword", "key"].map((kind): [string, string[]] => [`code-${kind}`, ["sunken"]]),
];

/** Signs and borders that carry meaning: 3 to 1 (WCAG 2.2, 1.4.11). */
const SIGNS: readonly [string, readonly string[]][] = [
  ["edge", GROUNDS],
  ["accent", [...GROUNDS, "mine"]],
  ["good", GROUNDS],
  ["warn", ["paper", "surface", "notice"]],
  ["bad", GROUNDS],
  ["veil", [...GROUNDS, ...ROWS]],
];

describe.each(THEMES)("%s", (theme) => {
  test.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    "%s can be read on %s",
    (text, ground) => {
      expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(SIGNS.flatMap(([sign, grounds]) => grounds.map((ground) => [sign, ground] as const)))(
    "%s can be seen on %s",
    (sign, ground) => {
      expect(contrast(colour(sign, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
    },
  );

  test("initials can be read on each of the 12 colours of members", () => {
    expect(members).toHaveLength(12);
    for (const member of members)
      expect(contrast(member[theme], colour("on-member", theme))).toBeGreaterThanOrEqual(4.5);
  });

  test("a message on its way can still be read", () => {
    // ink at 60 % over one's own tint, as messages.css mixes it.
    const ink = colour("ink", theme);
    const mine = colour("mine", theme);
    const mixed = { l: ink.l * 0.6 + mine.l * 0.4, c: ink.c * 0.6 + mine.c * 0.4, h: ink.h };
    expect(contrast(mixed, mine)).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(THEMES)("%s, with more contrast asked for", (theme) => {
  const asked = new Map(tokens);
  const more = readFileSync(new URL("../../../src/app/shared/contrast.css", import.meta.url), "utf8");
  for (const [, name = "", light = "", dark = ""] of more.matchAll(PAIR))
    asked.set(name, { light: parseOklch(light), dark: parseOklch(dark) });
  const pairs: readonly [string, string, number][] = [
    ...["ink", "muted", "accent-text", "bad", "good"].flatMap((text) =>
      [...GROUNDS, "mine", "hover", "notice"].map((ground): [string, string, number] => [text, ground, 7]),
    ),
    ["on-accent", "accent", 7],
    ["on-accent", "accent-strong", 7],
    ...["line", "edge", "warn", "accent"].flatMap((sign) =>
      GROUNDS.map((ground): [string, string, number] => [sign, ground, sign === "line" ? 3 : 4.5]),
    ),
  ];

  test.each(pairs)("%s on %s has at least %d to 1", (one, other, least) => {
    const [first, second] = [asked.get(one), asked.get(other)];
    if (first === undefined || second === undefined) throw new Error(`no colour is named ${one} or ${other}`);
    expect(contrast(first[theme], second[theme])).toBeGreaterThanOrEqual(least);
  });
});

test("the tokens are those of the design", () => {
  const told = ["paper", "surface", "sunken", "ink", "muted", "line", "accent", "good", "warn", "bad"];
  expect(told.filter((name) => !tokens.has(name))).toEqual([]);
  expect(colour("accent", "light")).toEqual({ l: 0.57, c: 0.19, h: 32 });
  expect(colour("paper", "dark")).toEqual({ l: 0.19, c: 0.012, h: 70 });
});

test("the measure is right: black on white is 21 to 1, a known grey 4.54 to 1", () => {
  const white = parseOklch("oklch(100% 0 0)");
  expect(contrast(parseOklch("oklch(0% 0 0)"), white)).toBeCloseTo(21, 5);
  // #767676, the grey that just passes on white.
  expect(contrast(parseOklch("oklch(56.58% 0 0)"), white)).toBeCloseTo(4.54, 1);
});
