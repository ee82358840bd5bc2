// What is half written in a room, kept until it is sent.

import { readStored, writeStored } from "../shared/stored.ts";

export function readDraft(room: string): string {
  return readStored(`draft.${room}`) ?? "";
}

export function writeDraft(room: string, text: string): void {
  writeStored(`draft.${room}`, text === "" ? undefined : text);
}

/** What is sent of what was typed: no blank lines around it, nothing that cannot be stored. Empty where nothing is left. */
export function tidy(typed: string): string {
  return typed
    .toWellFormed()
    .replaceAll("\u0000", "")
    .replace(/^(?:[ \t]*\r?\n)+/, "")
    .trimEnd();
}

/** Code points from which the counter shows. */
const COUNTED_FROM = 500;

/** How many code points are left, where few are; negative where there are too many. */
export function charactersLeft(text: string, limit: number): number | undefined {
  if (text.length < limit - COUNTED_FROM) return undefined;
  let count = 0;
  for (const _ of text) count++;
  const left = limit - count;
  return left <= COUNTED_FROM ? left : undefined;
}
