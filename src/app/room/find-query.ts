// What somebody typed into the search field: words, and from:, before:, after:, has:link among them.

import type { SearchAsk } from "../../client/lookups.ts";
import { excerptOf } from "../text/excerpt.ts";

export type FindQuery = {
  readonly asked: SearchAsk;
  /** The words alone, folded: what is marked in what was found. The last one may be only begun. */
  readonly words: readonly string[];
};

/** A value with spaces stands in quotes: from:"Ada Lovelace". */
const FILTER = /(^|\s)(from|before|after|has):(?:"([^"]*)"|(\S+))/giu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Undefined where nothing is asked for. What looks like a filter and is none stays a word. */
export function parseFindQuery(typed: string): FindQuery | undefined {
  let asked: SearchAsk = {};
  const left = typed.replace(FILTER, (whole, space: string, name: string, quoted?: string, bare?: string) => {
    const filter = filterOf(name.toLowerCase(), (quoted ?? bare ?? "").trim());
    if (filter === undefined) return whole;
    asked = { ...asked, ...filter };
    return space;
  });
  const q = left.replace(/\s+/g, " ").trim();
  const words = (q.match(WORD) ?? []).map(fold);
  // Signs alone are found nowhere.
  if (words.length > 0) asked = { ...asked, q };
  return Object.keys(asked).length === 0 ? undefined : { asked, words };
}

function filterOf(name: string, value: string): SearchAsk | undefined {
  if (value === "") return undefined;
  if (name === "from") return { from: value.replace(/^@/, "") };
  if (name === "has") return value.toLowerCase() === "link" ? { has: "link" } : undefined;
  const day = parseDay(value);
  if (day === undefined) return undefined;
  return name === "before" ? { beforeAt: day } : { afterAt: day };
}

/** True where a filter of days stands without a day yet, or with something that is none. */
export function asksForDay(typed: string): boolean {
  return [...typed.matchAll(/(?:^|\s)(?:before|after):(\S*)/giu)].some(([, day = ""]) => parseDay(day) === undefined);
}

/** As `parseDay` reads it. */
export function formatFilterDay(at: number): string {
  const date = new Date(at);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** The beginning of a day as people here count it: 2026-03-01. */
export function parseDay(value: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(year, month - 1, day);
  const isThatDay = date.getMonth() === month - 1 && date.getDate() === day;
  return isThatDay && date.getTime() >= 0 ? date.getTime() : undefined;
}

export type Piece = { readonly text: string; readonly isFound: boolean };

const LONGEST = 240;
const BEFORE = 60;

/**
 * What a text says, in pieces, those that were searched for marked; of a long one the part where the first of them stands.
 * Spoilers stay hidden, though they may be what was found.
 */
export function markFound(given: string, words: readonly string[]): readonly Piece[] {
  const text = excerptOf(given, Infinity);
  const found = [...text.matchAll(WORD)].filter(([word]) => isFound(fold(word), words));
  const from = Math.max(0, (found[0]?.index ?? 0) - BEFORE);
  const start = text.length <= LONGEST || from === 0 ? 0 : text.indexOf(" ", from) + 1 || from;
  const end = text.length <= LONGEST ? text.length : start + LONGEST;
  const pieces: Piece[] = start > 0 ? [{ text: "…", isFound: false }] : [];
  let done = start;
  for (const { 0: word, index } of found) {
    if (index < done || index + word.length > end) continue;
    pieces.push({ text: text.slice(done, index), isFound: false }, { text: word, isFound: true });
    done = index + word.length;
  }
  pieces.push({ text: text.slice(done, end), isFound: false });
  if (end < text.length) pieces.push({ text: "…", isFound: false });
  return pieces.filter((piece) => piece.text !== "");
}

/** As the server compares: whole words, and the last one as a beginning. */
function isFound(word: string, words: readonly string[]): boolean {
  const last = words.at(-1);
  return words.includes(word) || (last !== undefined && word.startsWith(last));
}

function fold(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
