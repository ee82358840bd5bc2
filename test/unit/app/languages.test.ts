// Czech and German say all that English says, in their own forms, with what is filled in.

import { existsSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { answerHalfChanged, type HalfChange } from "../../../src/app/shared/half-changed.ts";
import { pickLocale } from "../../../src/app/shared/language.ts";
import { chooseLanguage, pickLanguage } from "../../../src/app/shared/languages.ts";
import type { Entry, Words } from "../../../src/app/shared/words.ts";
import { APP, LISTS, readList } from "./word-lists.ts";

const OTHERS = ["cs", "de"] as const;
const english = LISTS.filter((file) => /(?:^|\/)en(-[\w-]+)?\.ts$/.test(file));
const pairs = english.flatMap((file) =>
  OTHERS.map((language) => ({ language, file, other: file.replace(/en((?:-[\w-]+)?\.ts)$/, `${language}$1`) })),
);

/** The fault of an entry, in words; undefined where there is none. */
function faultOf(language: string, from: Entry, to: Entry | undefined): string | undefined {
  if (to === undefined) return "is not said";
  const forms = formsOf(to);
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const missing = needed.filter((form) => typeof to !== "string" && to[form] === undefined);
  if (missing.length > 0) return `lacks the form ${missing.join()}`;
  if (typeof to === "string" && typeof from !== "string") return "has no forms, and English has";
  if (forms.some((form) => form.trim() === "")) return "is empty";
  const allowed = new Set(formsOf(from).flatMap(placeholders));
  // A form for one thing may leave the number out, as English does not: "the newest message".
  const wanted = [...allowed].filter((name) => typeof to === "string" || name !== "count");
  for (const form of forms) {
    const own = placeholders(form);
    const strange = own.find((name) => !allowed.has(name));
    if (strange !== undefined) return `fills in {${strange}}, which English does not`;
    const lost = wanted.find((name) => !own.includes(name));
    if (lost !== undefined) return `loses {${lost}}`;
  }
  if (typeof to !== "string" && !(to.other ?? "").includes("{count}") && allowed.has("count")) return "loses {count}";
  if (/[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}/.test(formsOf(from)[0] ?? "") && forms[0] === formsOf(from)[0])
    return "is still English";
  if (forms.some((form) => /["']|\.\.\./.test(form))) return "has a typewriter's quotes or dots";
  return undefined;
}

function formsOf(entry: Entry): string[] {
  return typeof entry === "string" ? [entry] : Object.values(entry).filter((form) => form !== undefined);
}

function placeholders(form: string): string[] {
  return [...form.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function faultsOf(language: string, from: Words, to: Words): string[] {
  const faults = Object.entries(from).map(([key, entry]) => [key, faultOf(language, entry, to[key])] as const);
  const strange = Object.keys(to).filter((key) => !Object.hasOwn(from, key));
  return [
    ...faults.flatMap(([key, fault]) => (fault === undefined ? [] : [`${key} ${fault}`])),
    ...strange.map((key) => `${key} is not in English`),
  ];
}

test.for(pairs)("$other says all of $file", async ({ language, file, other }) => {
  expect(existsSync(new URL(other, APP)), `there is no ${other}`).toBe(true);
  expect(faultsOf(language, await readList(file), await readList(other))).toEqual([]);
});

test("a list that lacks a key, a form or a placeholder is found out", () => {
  const from = { gone: "Gone", who: "{name} left", many: { one: "{count} day", other: "{count} days" } };
  expect(faultsOf("cs", from, { who: "{jméno} odešel", many: { one: "{count} den", other: "{count} dní" } })).toEqual([
    "gone is not said",
    "who loses {name}",
    "many lacks the form few,many",
  ]);
  expect(faultsOf("de", from, { gone: "Weg", who: "{nam} ging", many: "{count} Tage", more: "mehr" })).toEqual([
    "who fills in {nam}, which English does not",
    "many has no forms, and English has",
    "more is not in English",
  ]);
});

test("the language is what was chosen, else the first that is asked for and spoken, else English", () => {
  expect(pickLanguage(undefined, ["sk-SK", "cs-CZ", "en"])).toBe("cs");
  expect(pickLanguage("de", ["cs"])).toBe("de");
  expect(pickLanguage("tlh", ["DE-at"])).toBe("de");
  expect(pickLanguage(undefined, ["pl"])).toBe("en");
  expect(pickLanguage("constructor", [])).toBe("en");
});

test("numbers and dates follow the region that the browser says, where it says one for the language", () => {
  expect(pickLocale("en", ["cs-CZ", "en-GB", "en-US"])).toBe("en-GB");
  expect(pickLocale("de", ["en-GB"])).toBe("de");
});

test("a tag that Intl would throw at is passed over, as systems without a language say it", () => {
  expect(pickLocale("en", ["en-US@posix", "en-GB"])).toBe("en-GB");
  expect(pickLocale("en", ["en-US@posix"])).toBe("en");
});

test("a language that is chosen waits for the next page where a message is half changed", () => {
  const reload = vi.fn<() => void>();
  const half = vi.fn<() => HalfChange | undefined>(() => ({ focus: () => undefined }));
  answerHalfChanged(half);
  vi.stubGlobal("location", { reload });
  expect(chooseLanguage("de")).toBe(false);
  expect(reload).not.toHaveBeenCalled();
  half.mockReturnValue(undefined);
  expect(chooseLanguage("de")).toBe(true);
  expect(reload).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
