// SECURITY.md keeps its word: each test that it names is there, and no file of attacks is left out.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readTree } from "../house/source-tree.ts";
import { testNamesIn } from "./test-names.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const page = readFileSync(`${ROOT}SECURITY.md`, "utf8");

/** `path` "the beginning of a test's name", "of another one". */
const NAMED = /`(test\/[\w./-]+\.test\.ts)`((?:,? "[^"\n]+")+)/g;

const named = [...page.matchAll(NAMED)].flatMap(([, path = "", names = ""]) =>
  [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => [path, name] as const),
);

const names = new Map(
  [...new Set(named.map(([path]) => path))]
    .filter((path) => existsSync(ROOT + path))
    .map((path) => [path, testNamesIn(readFileSync(ROOT + path, "utf8"))]),
);

test.for(named)("%s has a test %j", ([path, name]) => {
  expect(names.get(path), `there is ${path}`).toBeDefined();
  expect(names.get(path)?.filter((each) => each.startsWith(name))).not.toEqual([]);
});

test("every row of attacks says what shows it", () => {
  const rows = page.split("\n").filter((line) => /^\| (?!attack|-|what|---)/.test(line));
  const attacks = rows.filter((line) => line.split(" | ").length === 3);
  expect(attacks.length).toBeGreaterThan(20);
  expect(attacks.filter((line) => line.match(NAMED) === null)).toEqual([]);
});

test("every file of attacks is named", () => {
  const files = [...readTree("test", /\.test\.ts$/).keys()].filter((path) => /\/attacks\//.test(path));
  const paths = new Set(named.map(([path]) => path));
  expect(files.length).toBeGreaterThan(10);
  expect(
    files.filter((path) => !paths.has(path)),
    "a row in SECURITY.md for each",
  ).toEqual([]);
});

test("control: a name that no test has is found out", () => {
  const text = `test("one", () => expect(f("none"))); describe.for([1])("two %s", () => { test.for([1])("three"); });`;
  expect(testNamesIn(text)).toEqual(["one", "two %s", "three"]);
});
