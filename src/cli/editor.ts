// The input line: text, cursor, and what was written before. Pure: each key gives the next state.

import { graphemesOf } from "./width.ts";

export type Editor = {
  readonly text: string;
  /** The cursor, as an index into `text`; never within a grapheme. */
  readonly at: number;
  /** Sent before, oldest first. */
  readonly past: readonly string[];
  /** Which of `past` is shown; `past.length`: what is being written. */
  readonly place: number;
  /** What was being written when one began to look back. */
  readonly draft: string;
};

export type EditKey =
  | { readonly kind: "insert"; readonly text: string }
  | { readonly kind: "left" | "right" | "home" | "end" | "word_left" | "word_right" }
  | { readonly kind: "backspace" | "delete" | "delete_word" | "delete_to_start" | "delete_to_end" }
  | { readonly kind: "up" | "down" };

export const EMPTY_EDITOR: Editor = { text: "", at: 0, past: [], place: 0, draft: "" };

const PAST_MAX = 100;

export function edit(editor: Editor, key: EditKey): Editor {
  const { text, at } = editor;
  switch (key.kind) {
    case "insert":
      return changed(editor, text.slice(0, at) + key.text + text.slice(at), at + key.text.length);
    case "left":
      return { ...editor, at: at - last(text.slice(0, at)).length };
    case "right":
      return { ...editor, at: at + first(text.slice(at)).length };
    case "home":
      return { ...editor, at: text.lastIndexOf("\n", at - 1) + 1 };
    case "end":
      return { ...editor, at: lineEnd(text, at) };
    case "word_left":
      return { ...editor, at: wordStart(text, at) };
    case "word_right":
      return { ...editor, at: at + (/^\s*\S*/.exec(text.slice(at))?.[0].length ?? 0) };
    case "backspace":
      return cutOut(editor, at - last(text.slice(0, at)).length, at);
    case "delete":
      return cutOut(editor, at, at + first(text.slice(at)).length);
    case "delete_word":
      return cutOut(editor, wordStart(text, at), at);
    case "delete_to_start":
      return cutOut(editor, text.lastIndexOf("\n", at - 1) + 1, at);
    case "delete_to_end":
      return cutOut(editor, at, lineEnd(text, at));
    case "up":
      return recall(editor, editor.place - 1);
    case "down":
      return recall(editor, editor.place + 1);
  }
}

/** The line was sent: it is the newest of the past, and the next one is empty. */
export function submit({ text, past }: Editor): Editor {
  const kept = text.trim() === "" || past.at(-1) === text ? past : [...past, text].slice(-PAST_MAX);
  return { ...EMPTY_EDITOR, past: kept, place: kept.length };
}

function changed(editor: Editor, text: string, at: number): Editor {
  return { ...editor, text, at, place: editor.past.length, draft: text };
}

function cutOut(editor: Editor, from: number, to: number): Editor {
  if (from === to) return editor;
  return changed(editor, editor.text.slice(0, from) + editor.text.slice(to), from);
}

function recall(editor: Editor, place: number): Editor {
  const { past, draft } = editor;
  if (place < 0 || place > past.length) return editor;
  const text = past[place] ?? draft;
  return { ...editor, text, at: text.length, place };
}

function wordStart(text: string, at: number): number {
  let start = text.slice(0, at).trimEnd().length;
  while (start > 0 && text.charAt(start - 1).trim() !== "") start -= 1;
  return start;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function first(text: string): string {
  return graphemesOf(text.slice(0, NEAR))[0] ?? "";
}

function last(text: string): string {
  return graphemesOf(text.slice(-NEAR)).at(-1) ?? "";
}

/** Longer than any grapheme that people write. */
const NEAR = 64;
