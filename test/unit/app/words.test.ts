// The words of the app: all said somewhere, all filled in, none of them in the code itself.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { enAsked } from "../../../src/app/room/en-asked.ts";
import { addWords, isolate, t } from "../../../src/app/shared/t.ts";
import { APP, FILES, LISTS, readList, WORD_FILE } from "./word-lists.ts";

const files = FILES.filter((name) => /\.(tsx?|html|mjs)$/.test(name) && !WORD_FILE.test(name));
const sources = files.map((name) => readFileSync(new URL(name, APP), "utf8"));
const code = sources.join("\n");
const english = await Promise.all(LISTS.filter((file) => /(?:^|\/)en(-[\w-]+)?\.ts$/.test(file)).map(readList));

test("every entry is said somewhere", () => {
  const prefixes = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)*\.)\$\{/g)].map(([, prefix = ""]) => prefix);
  const unsaid = english
    .flatMap((words) => Object.keys(words))
    .filter(
      (key) =>
        !code.includes(`"${key}"`) &&
        !code.includes(`{{${key}}}`) &&
        !prefixes.some((prefix) => key.startsWith(prefix)),
    );
  expect(unsaid).toEqual([]);
});

test("no key stands in two lists", () => {
  const keys = english.flatMap((words) => Object.keys(words));
  expect(new Set(keys).size).toBe(keys.length);
});

test("what stands in the HTML of a page that is translated is said in its language as well", () => {
  for (const [index, name] of files.entries()) {
    const html = sources[index] ?? "";
    if (!name.endsWith(".html") || !/data-translated="[^"]*html/.test(html)) continue;
    const said = [...html.matchAll(/data-t(?:-label)?="([\w.]+)"/g)].map(([, key]) => key);
    const filled = [...html.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, key]) => key);
    // The rest stays as it is: the name of the program, what search engines read, and what is said without script.
    const kept = ["head", "app.name", "app.noscript", "landing.description", "uses.description"];
    const keptOfUses = ["use.name", "use.description", "use.guest", "use.code"];
    expect(filled.filter((key = "") => ![...kept, ...keptOfUses].includes(key))).toEqual(said);
  }
});

test("no word stands in the code itself", () => {
  // Text between tags, and the attributes that are read out.
  const inline = files.flatMap((name, index) =>
    name.endsWith(".tsx")
      ? [
          ...(sources[index] ?? "").matchAll(
            /(?:aria-label|title|placeholder|alt)="([^"]+)"|^\s*>?([A-Z][a-z]+ [a-z][^{}<>=;()]*)$/gm,
          ),
        ].map(([found]) => `${name}: ${found}`)
      : [],
  );
  expect(inline).toEqual([]);
});

test("forms follow the count, and large numbers are grouped", () => {
  expect(t("log.new", { count: 1 })).toBe("1 new message");
  expect(t("log.new", { count: 1234 })).toBe("1,234 new messages");
});

test("what a person wrote is never a template", () => {
  expect(t("log.heard", { name: "{text}", text: "{name} $& $1" })).toBe("{text}: {name} $& $1");
});

test("a name keeps its direction of writing to itself", () => {
  expect(t("typing.one", { name: isolate("نور") })).toBe("\u2068نور\u2069 is writing…");
});

test("words that come later can be said once they are there", async () => {
  await addWords(enAsked);
  expect(t("members.more", { count: 2 })).toBe("and 2 more");
});
