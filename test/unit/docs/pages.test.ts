// What the pages for people say of the repository: links, paths, scripts and variables are there.

import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { readTree } from "../house/source-tree.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const pages = new Map([
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].map((path) => [path, read(path)] as const),
  ...readTree("docs", /\.md$/),
]);

describe.for([...pages])("%s", ([path, text]) => {
  test("links to what is there", () => {
    const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
    const links = [...prose.matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(ROOT + posix.join(posix.dirname(path), link)))).toEqual([]);
  });

  test("names files and folders that are there", () => {
    const named = [...text.matchAll(/`((?:src|test|docs|\.ci)\/[\w./-]*)`/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !existsSync(ROOT + name))).toEqual([]);
  });

  test("names scripts that package.json has", () => {
    const { scripts } = v.parse(
      v.object({ scripts: v.record(v.string(), v.string()) }),
      JSON.parse(read("package.json")),
    );
    const named = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test("says nothing of anybody's machine", () => {
    expect(text).not.toMatch(new RegExp(`(^|[\\s"'\`(=:])/(${["root", "work", "home", "Users"].join("|")})/`));
  });
});

test("the README tells of every variable of src/env.ts, and of no other", () => {
  const variables = [...read("src/env.ts").matchAll(/^ {2}readonly (\w+)\?: string;/gm)].map(([, name = ""]) => name);
  const section = read("README.md").split("\n## Configuration\n")[1]?.split("\n## ")[0] ?? "";
  const told = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name);
  expect(variables.length).toBeGreaterThan(0);
  expect(told).toEqual(variables);
});

test("the CHANGELOG has the version of package.json", () => {
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(read("package.json")));
  expect(read("CHANGELOG.md")).toContain(`\n## [${version}]\n`);
});

test("decisions are numbered one by one, and short", () => {
  const records = [...readTree("docs/decisions", /\.md$/)];
  expect(records.map(([path]) => Number(posix.basename(path).slice(0, 4)))).toEqual(
    records.map((_, index) => index + 1),
  );
  expect(records.filter(([, text]) => text.split("\n").length > 26).map(([path]) => path)).toEqual([]);
});

function read(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}
