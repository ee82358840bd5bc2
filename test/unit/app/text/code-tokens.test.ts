// Program text in colours: each part told apart, nothing lost, in linear time.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenizeCode } from "../../../../src/app/text/code-tokens.ts";

const told = (text: string, language: string) =>
  tokenizeCode(text, language)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text: part }) => `${kind} ${part}`);

test.each([
  ["js", 'const a = "b\\"c"; // d', ["keyword const", 'string "b\\"c"', "comment // d"]],
  ["ts", "let n: number = 0xff /* e */", ["keyword let", "keyword number", "number 0xff", "comment /* e */"]],
  ["json", '{"a": [1, true, "b"]}', ['key "a"', "number 1", "keyword true", 'string "b"']],
  ["css", "a { color: red; width: 4px }", ["key color", "key width", "number 4px"]],
  [
    "html",
    '<a href="x">const</a><!-- y -->',
    ["keyword <a", 'string "x"', "keyword >", "keyword </a", "keyword >", "comment <!-- y -->"],
  ],
  [
    "python",
    "def f(): # g\n  return '''h\ni'''",
    ["keyword def", "comment # g", "keyword return", "string '''h\ni'''"],
  ],
  ["sh", 'echo "a" # b', ["keyword echo", 'string "a"', "comment # b"]],
  ["sql", "SELECT 'a' FROM b -- c", ["keyword SELECT", "string 'a'", "keyword FROM", "comment -- c"]],
  ["go", "func f() { return `a` }", ["keyword func", "keyword return", "string `a`"]],
  ["rust", "fn f<'a>(b: &'a str) { 'c' }", ["keyword fn", "keyword str", "string 'c'"]],
  ["klingon", "const a", []],
  ["", "const a", []],
])("%s: %s", (language, text, tokens) => {
  expect(told(text, language)).toEqual(tokens);
});

const LANGUAGES = ["js", "json", "css", "html", "python", "sh", "sql", "go", "rust"];

test("the tokens joined are the text", () => {
  const piece = fc.constantFrom(
    '"',
    "'",
    "`",
    '"""',
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "<!--",
    "<",
    ">",
    "\\",
    "\n",
    " ",
    "a",
    "1",
    ":",
    "🦊",
  );
  fc.assert(
    fc.property(fc.constantFrom(...LANGUAGES), fc.array(piece, { maxLength: 60 }), (language, pieces) => {
      const text = pieces.join("");
      const tokens = tokenizeCode(text, language);
      expect(tokens.map((token) => token.text).join("")).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

describe("time is linear in the length", () => {
  test.each(["/*", '"', "'", "`", "<!--", "<", "a", "a ", "1", "\\", '"""', "'''", "-", "--", "a:", "/", "#\n", '"\\'])(
    "%j",
    (piece) => {
      const text = piece.repeat(100_000 / piece.length);
      for (const language of LANGUAGES) expect(tokenizeCode(text, language)).toBeDefined();
    },
    60_000,
  );
});
