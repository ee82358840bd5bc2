// The input line: every key, and what is remembered.

import { expect, test } from "vitest";
import { edit, type EditKey, type Editor, EMPTY_EDITOR, submit } from "../../../src/cli/editor.ts";
import { keyOf } from "../../../src/cli/keys.ts";

const key = (kind: Exclude<EditKey["kind"], "insert">): EditKey => ({ kind });
const type = (text: string): EditKey => ({ kind: "insert", text });
const after = (...keys: EditKey[]): Editor => keys.reduce(edit, EMPTY_EDITOR);
/** The text with `|` where the cursor is. */
const look = ({ text, at }: Editor): string => `${text.slice(0, at)}|${text.slice(at)}`;

test.for<[keys: EditKey[], shown: string]>([
  [[type("ab"), key("left"), type("x")], "ax|b"],
  [[type("a👩‍👩‍👧b"), key("left"), key("left")], "a|👩‍👩‍👧b"],
  [[type("a👩‍👩‍👧"), key("backspace")], "a|"],
  [[type("e\u0301x"), key("home"), key("right")], "e\u0301|x"],
  [[type("e\u0301x"), key("home"), key("delete")], "|x"],
  [[type("one two"), key("word_left")], "one |two"],
  [[type("one two"), key("home"), key("word_right")], "one| two"],
  [[type("one two "), key("delete_word")], "one |"],
  [[type("first\nsecond"), key("home")], "first\n|second"],
  [[type("first\nsecond"), key("home"), key("left"), key("home"), key("end")], "first|\nsecond"],
  [[type("first\nsecond"), key("delete_to_start")], "first\n|"],
  [[type("one two"), key("home"), key("delete_to_end")], "|"],
  [[key("left"), key("right"), key("backspace"), key("delete"), key("up"), key("down")], "|"],
])("%j", ([keys, shown]) => {
  expect(look(after(...keys))).toBe(shown);
});

test("what was sent comes back with Up, and what was being written with Down", () => {
  let editor = submit(after(type("first")));
  editor = submit(edit(editor, type("second")));
  editor = submit(edit(editor, type("second")));
  editor = edit(editor, type("half"));
  const seen = [key("up"), key("up"), key("up"), key("down"), key("down")].map((each) => {
    editor = edit(editor, each);
    return look(editor);
  });
  expect(seen).toEqual(["second|", "first|", "first|", "second|", "half|"]);
});

const press = (name: string, text?: string, more: { ctrl?: boolean; meta?: boolean } = {}, isPasted = false) =>
  keyOf({ name, text, ctrl: more.ctrl ?? false, meta: more.meta ?? false }, isPasted);

test("Enter sends; with Alt, or in a paste, it is a line end", () => {
  expect(press("return", "\r")).toEqual({ kind: "submit" });
  expect(press("return", "\r", { meta: true })).toEqual({ kind: "edit", key: type("\n") });
  expect(press("return", "\r", {}, true)).toEqual({ kind: "edit", key: type("\n") });
});

test("Ctrl-C and Ctrl-D leave, PageUp looks back, and keys without a meaning write nothing", () => {
  expect(press("c", "\u0003", { ctrl: true })).toEqual({ kind: "interrupt" });
  expect(press("d", "\u0004", { ctrl: true })).toEqual({ kind: "end_of_input" });
  expect(press("pageup")).toEqual({ kind: "older" });
  expect(press("f5")).toBeUndefined();
  expect(press("escape", "\u001B")).toBeUndefined();
  expect(press("x", "x", { meta: true })).toBeUndefined();
  expect(press("toString", "t", { ctrl: true })).toBeUndefined();
});

test("in a paste a command is no command, and controls are kept as they are, for the painter to show", () => {
  expect(press("c", "\u0003", { ctrl: true }, true)).toEqual({ kind: "edit", key: type("\u0003") });
  expect(press("tab", "\t", {}, true)).toEqual({ kind: "edit", key: type("\t") });
});
