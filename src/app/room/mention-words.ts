// Names after an @ in what one writes: which could be meant, and whom a text speaks to. Pure.

import { EVERYBODY } from "../../protocol/everybody.ts";

/** `id` is a member's, or `*`. */
export type Mentionable = { readonly id: string; readonly name: string };

/** What is being typed after an @: where it begins, and the letters so far. */
export type MentionAt = { readonly start: number; readonly query: string };

/** How everybody is spoken to. */
export const HERE: Mentionable = { id: EVERYBODY, name: "here" };
/** The wire takes so many (contract 4). */
const MENTIONS_MAX = 20;
const SHOWN_MAX = 6;

/** Undefined where the caret stands in no name. An @ inside of a word, as in an address, begins none. */
export function mentionAt(text: string, caret: number): MentionAt | undefined {
  const found = /(?:^|[\s([{"'])@([\p{L}\p{N}\p{M}_.-]{0,40})$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? undefined : { start: caret - query.length - 1, query };
}

/** Those whose name, or a word of it, begins so; the earlier ones of `people` first. */
export function suggest(people: readonly Mentionable[], query: string): readonly Mentionable[] {
  const letters = plain(query);
  return people
    .filter(({ name }) => plain(name).startsWith(letters) || plain(name).includes(` ${letters}`))
    .slice(0, SHOWN_MAX);
}

/** The text with the name in the place of what was typed, and where the caret then stands. */
export function complete(text: string, { start, query }: MentionAt, name: string): { text: string; caret: number } {
  const rest = text.slice(start + 1 + query.length);
  const before = `${text.slice(0, start)}@${name} `;
  return { text: before + rest.replace(/^ /, ""), caret: before.length };
}

/** The ids of those whose names stand after an @. Where two have one name, those whom one chose from the list. */
export function mentionsIn(text: string, people: readonly Mentionable[], chosen: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const [name, of] of Map.groupBy(people, (person) => person.name)) {
    if (!stands(text, name)) continue;
    const picked = of.filter(({ id }) => chosen.has(id));
    found.push(...(picked.length > 0 ? picked : of).map(({ id }) => id));
  }
  return found.slice(0, MENTIONS_MAX);
}

/**
 * Whom a text speaks to that is changed and spoke to `before`. Whoever is not known here any more stays among them as long
 * as anybody is named at all: their name cannot be looked for.
 */
export function mentionsAfter(
  text: string,
  people: readonly Mentionable[],
  before: readonly string[],
  chosen: ReadonlySet<string>,
): string[] {
  if (!text.includes("@")) return [];
  const found = mentionsIn(text, people, new Set([...before, ...chosen]));
  const isKnown = (id: string) => id === EVERYBODY || people.some((person) => person.id === id);
  return [...found, ...before.filter((id) => !isKnown(id))].slice(0, MENTIONS_MAX);
}

function stands(text: string, name: string): boolean {
  const sought = plain(`@${name}`);
  const lower = plain(text);
  for (let at = lower.indexOf(sought); at !== -1; at = lower.indexOf(sought, at + 1)) {
    const isWhole = !/[\p{L}\p{N}_]/u.test(lower.charAt(at + sought.length));
    if (isWhole && !/[\p{L}\p{N}_]/u.test(lower.charAt(at - 1))) return true;
  }
  return false;
}

/** Case does not count. */
function plain(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
