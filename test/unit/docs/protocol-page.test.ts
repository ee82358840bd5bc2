// The published contract: its tables are those of src/protocol, its rules have ids, and tests cite rules that exist.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fill, makeTables, PAGE } from "../../docs/protocol-tables.ts";
import { readTree } from "../house/source-tree.ts";

const ADVICE = "docs/protocol.md is out of date; run: node test/docs/protocol-tables.ts --write";
const page = readFileSync(PAGE, "utf8");

test("the tables of docs/protocol.md are those of src/protocol", () => {
  expect(fill(page, makeTables()) === page, ADVICE).toBe(true);
});

test("a table that changed, went or has no place is noticed", () => {
  const tables = new Map([["one", "| a |"]]);
  const place = (name: string, content: string) => `<!-- generated:${name} -->\n\n${content}\n\n<!-- /generated -->`;
  expect(fill(place("one", "| a |"), tables)).toBe(place("one", "| a |"));
  expect(fill(place("one", "| b |"), tables)).toBe(place("one", "| a |"));
  expect(() => fill(place("two", ""), tables)).toThrow('a place for "two", which is no table');
  expect(() => fill("", tables)).toThrow("no place for one");
});

describe("rule ids", () => {
  test("stand once each, in the section that they name", () => {
    const rules = rulesOf(page);
    expect(rules.length).toBeGreaterThan(50);
    expect(repeated(rules.map(({ id }) => id))).toEqual([]);
    expect(rules.filter(({ id, section }) => id !== `R${section}-${id.split("-")[1]}`)).toEqual([]);
  });

  test("that stand in the names of tests exist", () => {
    const known = new Set(rulesOf(page).map(({ id }) => id));
    // This file speaks of ids that do not exist.
    const tests = [...readTree("test", /\.test\.ts$/)].filter(([path]) => !path.startsWith("test/unit/docs/"));
    const cited = tests.flatMap(([path, text]) => citationsOf(text).map((id) => ({ path, id })));
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter(({ id }) => !known.has(id))).toEqual([]);
  });

  test("are found where they are repeated, misplaced or cited", () => {
    const text = "## 2. Words\n\n- **R2-1** One.\n- **R3-1** Two.\n\n### 3.1 More\n\n- **R3.1-1** a\n- **R3.1-1** b\n";
    expect(rulesOf(text)).toEqual([
      { id: "R2-1", section: "2" },
      { id: "R3-1", section: "2" },
      { id: "R3.1-1", section: "3.1" },
      { id: "R3.1-1", section: "3.1" },
    ]);
    expect(repeated(["a", "b", "a"])).toEqual(["a"]);
    const code = ['test("R2-1 and R3.1-2 hold", …)', "// not a name: R9-9", "describe.each(x)(`R4-1 ${y}`)"].join("\n");
    expect(citationsOf(code)).toEqual(["R2-1", "R3.1-2", "R4-1"]);
  });
});

type Rule = { readonly id: string; readonly section: string };

/** Rules are bold ids; a section begins with its number as a heading. */
function rulesOf(text: string): Rule[] {
  let section = "";
  return text.split("\n").flatMap((line) => {
    section = /^#{2,3} (\d+(?:\.\d+)?)/.exec(line)?.[1] ?? section;
    return [...line.matchAll(/\*\*(R\d+(?:\.\d+)?-\d+)\*\*/g)].map(([, id = ""]) => ({ id, section }));
  });
}

/** Ids in strings: the names of tests, and of the rows of their tables. */
function citationsOf(text: string): string[] {
  return [...text.matchAll(/(["'`])(?:(?!\1)[^\\\n]|\\.)*\1/g)].flatMap(([string]) => string.match(RULE_ID) ?? []);
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

const RULE_ID = /R\d+(?:\.\d+)?-\d+/g;
