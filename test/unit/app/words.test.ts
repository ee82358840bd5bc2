// The words of the app: all said somewhere, all filled in, none of them in the code itself.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { enHandover } from "../../../src/app/landing/en-handover.ts";
import { enActs } from "../../../src/app/room/en-acts.ts";
import { enAsked } from "../../../src/app/room/en-asked.ts";
import { enGuard } from "../../../src/app/room/en-guard.ts";
import { enGuardWays } from "../../../src/app/room/en-guard-ways.ts";
import { enFind } from "../../../src/app/room/en-find.ts";
import { enManage } from "../../../src/app/room/en-manage.ts";
import { enRooms } from "../../../src/app/room/en-rooms.ts";
import { en } from "../../../src/app/shared/en.ts";
import { enPages } from "../../../src/app/shared/en-pages.ts";
import { addWords, isolate, t } from "../../../src/app/shared/t.ts";
import { enText } from "../../../src/app/text/en-text.ts";
import { enWriting } from "../../../src/app/text/en-writing.ts";
import { enUses } from "../../../src/app/uses/en-uses.ts";
import { enUsesPages } from "../../../src/app/uses/en-uses-pages.ts";

const APP = new URL("../../../src/app/", import.meta.url);
const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.(tsx?|html|mjs)$/.test(name) && !/\ben(-\w+)?\.ts$/.test(name),
);
const sources = files.map((name) => readFileSync(new URL(name, APP), "utf8"));
const code = sources.join("\n");

test("every entry is said somewhere", () => {
  const prefixes = [...code.matchAll(/`([a-z]+(?:\.[a-z]+)*\.)\$\{/g)].map(([, prefix = ""]) => prefix);
  const unsaid = Object.keys({
    ...en,
    ...enActs,
    ...enAsked,
    ...enGuard,
    ...enGuardWays,
    ...enFind,
    ...enHandover,
    ...enManage,
    ...enText,
    ...enWriting,
    ...enRooms,
    ...enPages,
    ...enUses,
    ...enUsesPages,
  }).filter(
    (key) =>
      !code.includes(`"${key}"`) && !code.includes(`{{${key}}}`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unsaid).toEqual([]);
});

test("no key stands in two lists", () => {
  const lists = [
    en,
    enActs,
    enAsked,
    enGuard,
    enGuardWays,
    enFind,
    enHandover,
    enManage,
    enPages,
    enRooms,
    enText,
    enUses,
    enUsesPages,
    enWriting,
  ];
  const keys = lists.flatMap((words) => Object.keys(words));
  expect(new Set(keys).size).toBe(keys.length);
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

test("words that come later can be said once they are there", () => {
  addWords(enAsked);
  expect(t("members.more", { count: 2 })).toBe("and 2 more");
});
