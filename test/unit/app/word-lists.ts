// word-lists.ts: every list of words of the app, by its file, as the tests of words read them.

import { readdirSync } from "node:fs";
import type { Entry, Words } from "../../../src/app/shared/words.ts";

export const APP = new URL("../../../src/app/", import.meta.url);

export const WORD_FILE = /(?:^|\/)(en|cs|de)(-[\w-]+)?\.ts$/;

export const FILES = readdirSync(APP, { recursive: true, encoding: "utf8" });

export const LISTS = FILES.filter((name) => WORD_FILE.test(name));

export async function readList(file: string): Promise<Words> {
  const module: unknown = await import(new URL(file, APP).href);
  const lists = typeof module === "object" && module !== null ? Object.values(module) : [];
  if (lists.length !== 1 || !isWords(lists[0])) throw new Error(`${file} is not one list of words`);
  return lists[0];
}

function isWords(value: unknown): value is Words {
  return typeof value === "object" && value !== null && Object.values(value).every(isEntry);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === "string" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
