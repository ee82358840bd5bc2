// Every word that a person reads, by its key: t("room.invite"), t("log.new", { count: 3 }).

import type { enUses } from "../uses/en-uses.ts";
import type { en } from "./en.ts";
import type { Later } from "./later.ts";
import { language, locale } from "./language.ts";
import type { Czech, Entry, German, Words } from "./words.ts";

export type Key = keyof typeof en | keyof Later | keyof typeof enUses;

type Values = Readonly<Record<string, string | number>>;

/** The same words in the other languages. */
export type Others = { readonly cs: () => Promise<Words>; readonly de: () => Promise<Words> };

/** What every page of the app says, in one language: only that one is fetched, beside the page's script. */
const FIRST = {
  en: async (): Promise<Words> => (await import("./en.ts")).en,
  cs: async (): Promise<Czech<typeof en>> => (await import("./cs.ts")).cs,
  de: async (): Promise<German<typeof en>> => (await import("./de.ts")).de,
};

/** The rest, in one file: parts that come later share so much that they come together. */
const LATER = {
  cs: async (): Promise<Czech<Later>> => (await import("./cs-later.ts")).csLater,
  de: async (): Promise<German<Later>> => (await import("./de-later.ts")).deLater,
};

// Whatever imports this module waits for its words, so that nothing is drawn without them.
const entries: Record<string, Entry> = { ...(await FIRST[language]().catch(FIRST.en)) };
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(locale);

/**
 * Words that came with a part of the app that was not there at first. The part waits at the top of its module until they are
 * there in the language of the page; where they cannot be fetched it says the English ones, which travel with it. `others`
 * are those of a page that is no part of the app.
 */
export async function addWords(english: Words, others: Others = LATER): Promise<void> {
  Object.assign(entries, english);
  if (language === "en") return;
  try {
    Object.assign(entries, await others[language]());
  } catch (error) {
    console.warn("unable to translate; the words did not come", error);
  }
}

/** An entry with forms takes the one that suits `count`. A name that `values` lacks stays as it is written. */
export function t(key: Key, values: Values = {}): string {
  const entry = entries[key] ?? key;
  const form =
    typeof entry === "string" ? entry : (entry[plurals.select(Number(values["count"]))] ?? entry.other ?? key);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
  });
}

/** True where something is said under this key. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(entries, key);
}

/** A person's name inside a sentence, so that its direction of writing does not leak into the rest (U+2068, U+2069). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
