// What the keys of a terminal mean. Node takes the escape sequences apart; here they become edits and wishes.

import type { EditKey } from "./editor.ts";

/** What Node's `readline` tells of a key. */
export type Keypress = {
  readonly text: string | undefined;
  readonly name: string | undefined;
  readonly ctrl: boolean;
  readonly meta: boolean;
};

export type Key =
  | { readonly kind: "edit"; readonly key: EditKey }
  | { readonly kind: "submit" }
  | { readonly kind: "older" }
  | { readonly kind: "interrupt" }
  /** Ctrl-D: leaves where nothing is written. */
  | { readonly kind: "end_of_input" }
  | { readonly kind: "redraw" }
  | { readonly kind: "paste_start" | "paste_end" };

type BareEdit = Exclude<EditKey["kind"], "insert">;

const NAMED: Readonly<Record<string, BareEdit>> = {
  left: "left",
  right: "right",
  home: "home",
  end: "end",
  up: "up",
  down: "down",
  backspace: "backspace",
  delete: "delete",
};
const CONTROL: Readonly<Record<string, BareEdit>> = {
  a: "home",
  e: "end",
  b: "left",
  f: "right",
  p: "up",
  n: "down",
  h: "backspace",
  w: "delete_word",
  u: "delete_to_start",
  k: "delete_to_end",
  left: "word_left",
  right: "word_right",
  backspace: "delete_word",
};
const META: Readonly<Record<string, BareEdit>> = {
  b: "word_left",
  f: "word_right",
  left: "word_left",
  right: "word_right",
  backspace: "delete_word",
};

/** Undefined for keys without a meaning. `isPasted`: within a paste, where a line end is one and nothing else. */
export function keyOf({ text, name = "", ctrl, meta }: Keypress, isPasted: boolean): Key | undefined {
  if (name === "paste-start") return { kind: "paste_start" };
  if (name === "paste-end") return { kind: "paste_end" };
  const isLineEnd = name === "return" || name === "enter";
  if (isPasted)
    return isLineEnd ? insert("\n") : name === "tab" ? insert("\t") : text === undefined ? undefined : insert(text);
  if (isLineEnd) return meta || name === "enter" ? insert("\n") : { kind: "submit" };
  if (ctrl && name === "c") return { kind: "interrupt" };
  if (ctrl && name === "d") return { kind: "end_of_input" };
  if (ctrl && name === "l") return { kind: "redraw" };
  if (name === "pageup") return { kind: "older" };
  const named = lookUp(ctrl ? CONTROL : meta ? META : NAMED, name);
  if (named !== undefined) return { kind: "edit", key: { kind: named } };
  if (ctrl || meta || text === undefined || isControl(text)) return undefined;
  return insert(text);
}

function lookUp(table: Readonly<Record<string, BareEdit>>, name: string): BareEdit | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function insert(text: string): Key {
  return { kind: "edit", key: { kind: "insert", text } };
}

function isControl(text: string): boolean {
  return /^\p{Cc}/u.test(text);
}
