// What no file may hold: too much, an escape from the types, a way around the sanitiser, the path of somebody's machine.

import { describe, expect, test } from "vitest";
import { readTree, type Tree } from "./source-tree.ts";

const MAX_LINES = 400;

type Rule = { readonly what: string; readonly pattern: RegExp; readonly example: string };

const ESCAPES: readonly Rule[] = [
  { what: "any", pattern: /\bas any\b|:\s*any\b|<any>/, example: "(value as any).field" },
  { what: "a silenced type check", pattern: /@ts-(ignore|nocheck|expect-error)/, example: "// @ts-ignore" },
  {
    what: "HTML from a string",
    pattern: /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc)\b/,
    example: "node.innerHTML = text",
  },
  { what: "code from a string", pattern: /\bnew Function\b|\beval\(/, example: "eval(text)" },
  { what: "a loose end", pattern: /\b(TODO|FIXME|XXX|HACK)\b/, example: "// TODO later" },
];

// In pieces, since this file is searched as well.
const pieces = (text: string) => text.replaceAll("-", "");
const MACHINE: Rule = {
  what: "a path of somebody's machine",
  pattern: new RegExp(`(^|[\\s"'\`(=:])/(${["ro-ot", "wo-rk", "ho-me", "Us-ers"].map(pieces).join("|")})/`),
  example: pieces("see /ho-me/ada/hubbub"),
};
const FORGOTTEN: Rule = {
  what: "a test that is left out",
  pattern: new RegExp(`\\b(test|it|describe)\\.(${["sk-ip", "on-ly", "to-do"].map(pieces).join("|")})\\b`),
  example: pieces('test.sk-ip("…")'),
};

const source = readTree("src", /\.(ts|tsx|mjs|css|html)$/);
const tests = readTree("test", /\.(ts|tsx|mjs)$/);

test(`no source file has more than ${MAX_LINES} lines`, () => {
  const long = [...source, ...tests].map(([path, text]) => [path, text.split("\n").length] as const);
  expect(long.filter(([, lines]) => lines > MAX_LINES)).toEqual([]);
});

describe("src holds no", () => {
  test.for([...ESCAPES, MACHINE])("$what", (rule) => {
    expect(places(source, rule)).toEqual([]);
  });
});

describe("test holds no", () => {
  test.for([MACHINE, FORGOTTEN])("$what", (rule) => {
    expect(places(tests, rule)).toEqual([]);
  });
});

test.for([...ESCAPES, MACHINE, FORGOTTEN])("the search for $what finds it", (rule) => {
  expect(places(new Map([["a.ts", `first line\n${rule.example}\n`]]), rule)).toEqual([
    `a.ts:2: ${rule.example.trim()}`,
  ]);
});

function places(tree: Tree, { pattern }: Rule): string[] {
  return [...tree].flatMap(([path, text]) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
