// What keys and pastes do to a text that is being written.

import { describe, expect, test } from "vitest";
import {
  beginLines,
  type Change,
  fenceIn,
  looksLikeCode,
  type Selected,
  shortcodeAt,
  toggleMark,
} from "../../../../src/app/text/writing.ts";

/** A text with its selection between brackets, or its caret at `[]`. */
function parse(marked: string): Selected {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  return { text: marked.replace("[", "").replace("]", ""), start, end };
}
function show({ text }: Selected, { from, to, text: put, start, end }: Change): string {
  const after = text.slice(0, from) + put + text.slice(to);
  return `${after.slice(0, start)}[${after.slice(start, end)}]${after.slice(end)}`;
}

test.each([
  ["a [b] c", "**", "a **[b]** c"],
  ["a **[b]** c", "**", "a [b] c"],
  ["a [**b**] c", "**", "a [b] c"],
  ["a[ b ]c", "_", "a _[b]_ c"],
  ["a []", "`", "a `[]`"],
  ["a `[]`", "`", "a []"],
  ["**[a]**", "*", "***[a]***"],
])("%s with %s is %s", (before, mark, after) => {
  const selected = parse(before);
  expect(show(selected, toggleMark(selected, mark))).toBe(after);
});

test("quotes and lists begin each line of the selection", () => {
  const selected = parse("a\nb[b\nc]\nd");
  expect(show(selected, beginLines(selected, "> "))).toBe("a\n> bb\n> c[]\nd");
});

test.each([
  ["[a\nb]", "```\na\nb\n```[]"],
  ["see [a\nb] there", "see \n```\na\nb\n```\n[] there"],
  ["[]", "```\n[]\n```"],
  ["[a ``` b]", "````\na ``` b\n````[]"],
])("%j in a fence is %j", (before, after) => {
  const selected = parse(before);
  expect(show(selected, fenceIn(selected))).toBe(after);
});

describe("what looks like code", () => {
  test.each([
    "function a() {\n  return 1;\n}",
    "def a(b):\n    return b",
    "import x from 'y';\nconst z = x;",
    "<ul>\n  <li>a</li>\n</ul>",
    '{\n  "a": 1\n}',
    "#!/bin/sh\n  ls\nfoo(bar)",
  ])("%j does", (text) => {
    expect(looksLikeCode(text)).toBe(true);
  });
  test.each([
    "const a = 1;",
    "Dear all,\nhow are you?\n\nBest",
    "- milk\n- eggs",
    "```\na();\nb();\n```",
    "",
    "One.\nTwo; three.\nFour.",
  ])("%j does not", (text) => {
    expect(looksLikeCode(text)).toBe(false);
  });
  test("is asked in no time of a long paste", () => {
    expect(looksLikeCode("(".repeat(1_000_000) + "\n" + "f(".repeat(1_000_000))).toBe(false);
  });
});

test.each([
  ["hi :smi", { at: 3, typed: "smi", isClosed: false }],
  [":Tada:", { at: 0, typed: "tada", isClosed: true }],
  ["(:+1", { at: 1, typed: "+1", isClosed: false }],
  [":d", undefined],
  ["12:30", undefined],
  ["a:b:c", undefined],
  ["https://x", undefined],
  ["`:smi", undefined],
  ["```\n:smi", undefined],
  ["`a` :smi", { at: 4, typed: "smi", isClosed: false }],
])("a code of an emoji before the caret: %j", (text, code) => {
  expect(shortcodeAt(text, text.length)).toEqual(code);
});
