// Names that look alike to the eye, and names that do not.

import { expect, test } from "vitest";
import { memberTag } from "../../../src/protocol/member-tag.ts";
import { parseDisplayName } from "../../../src/protocol/text.ts";
import { nameSkeleton } from "../../../src/rules/name-skeleton.ts";

test.for([
  ["Alice", "Аlісе", "Cyrillic letters"],
  ["Alice", "ALICE", "capitals"],
  ["Alice", "Ａｌｉｃｅ", "fullwidth letters"],
  ["Alice", "𝓐𝓵𝓲𝓬𝓮", "mathematical letters"],
  ["Alice", "Alìcé", "accents"],
  ["Alice", "A l.i-c_e", "signs between the letters"],
  ["Alice", "A1ice", "a digit"],
  ["Alice", "Aiice", "a capital I for an l"],
  ["Olivia", "Οlινια", "Greek letters"],
  ["Bob", "B0b", "a zero"],
  ["Martin", "Mаrtın", "a dotless i"],
  ["Norman", "Nonnan".replace("nn", "rm"), "itself"],
  ["Simon", "Sirnon", "rn for m"],
  ["Admin", "@dmin", "a sign for a letter"],
] as const)("R11-17 %s can be taken for %s: %s", ([one, other]) => {
  expect(nameSkeleton(other)).toBe(nameSkeleton(one));
});

test.for([
  ["Alice", "Alicia"],
  ["Bob", "Rob"],
  ["Ada", "Ida"],
  ["Мария", "Марина"],
  ["田中", "山田"],
] as const)("R11-17 %s cannot be taken for %s", ([one, other]) => {
  expect(nameSkeleton(other)).not.toBe(nameSkeleton(one));
});

test("R11-17 hostile names cost no more than others: 18,000 skeletons of the longest name within seconds", () => {
  const before = process.threadCpuUsage();
  for (const unit of ["а", "ﷺ", "rn", "a\u0301", "\u{1D4D0}", ". "]) {
    const name = Array.from(unit.repeat(64)).slice(0, 64).join("");
    for (let times = 0; times < 3_000; times += 1) nameSkeleton(name);
  }
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(5_000);
});

test("R11-16 towers of marks are no names; accents, tones and vowels of every script are", () => {
  for (const name of ["e\u0323\u0302", "ကြွေ", "ស្ត្រី", "שָׁלוֹם", "مُحَمَّد", "नमस्ते", "ที่", "Việt", "ကျွန်ုပ်"])
    expect([name, parseDisplayName(name) !== undefined]).toEqual([name, true]);
  for (const name of [
    "Z\u0351\u036B\u0343",
    "a\u0301\u0301\u0301\u0301",
    "x".concat("\u0E47".repeat(5)),
    "\u0301".repeat(40),
  ])
    expect([name, parseDisplayName(name)]).toEqual([name, undefined]);
});

test("R11-16 finding towers is linear: a name as long as is looked at, within a millisecond or so", () => {
  const before = process.threadCpuUsage();
  for (let times = 0; times < 2_000; times += 1) {
    parseDisplayName("\u0301\u0E47".repeat(32));
    parseDisplayName("a\u0301\u0302".repeat(20));
    parseDisplayName("\u0301".repeat(512));
  }
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(5_000);
});

test("R11-18 a tag is the same for the same id, four letters, and seldom shared", () => {
  const tags = new Set(Array.from({ length: 1_000 }, (_, index) => memberTag(`g_${index}`)));
  expect(memberTag("g_1")).toBe(memberTag("g_1"));
  for (const tag of tags) expect(tag).toMatch(/^[a-km-np-z2-9]{4}$/);
  expect(tags.size).toBeGreaterThan(990);
});
