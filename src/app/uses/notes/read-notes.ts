// Notes, read from the values of a room. Pure.

import * as v from "valibot";
import { createId } from "../../../client/ids.ts";
import type { HeldValues } from "../../../client/values.ts";
import type { Author } from "../../../protocol/schemas.ts";
import { NOTE_CHARS } from "./note-size.ts";

const PREFIX = "note.";

export type Note = { readonly key: string; readonly text: string; readonly by: Author; readonly at: number };

const noteSchema = v.object({ text: v.pipe(v.string(), v.maxLength(4 * NOTE_CHARS)) });

/** In the order in which they were begun. Anybody in the room may put anything: what is no note is left out. */
export function readNotes(values: HeldValues): readonly Note[] {
  const notes: Note[] = [];
  for (const [key, { value, by, at }] of values) {
    const note = key.startsWith(PREFIX) ? v.safeParse(noteSchema, value) : undefined;
    if (note?.success === true) notes.push({ key, text: note.output.text, by, at });
  }
  return notes.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Sorts after those begun before, by this device's clock. */
export function newNoteKey(nowMs: number): string {
  return `${PREFIX}${nowMs.toString(36).padStart(9, "0")}.${createId().slice(0, 8)}`;
}
