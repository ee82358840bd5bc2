// The list of emoji as the build cuts it: complete, small, found by what people type.

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { isEmoji } from "../../../../src/protocol/text.ts";
import { type Emoji, findEmoji, nameEmoji, parseEmoji, type Tone, withTone } from "../../../../src/app/text/emoji.ts";
import { cutEmoji, cutEmojiNames } from "../../../../src/app/text/emoji-cut.mjs";
import { isEmojiOnly } from "../../../../src/app/text/emoji-only.ts";

const rows = cutEmoji();
const groups = parseEmoji(rows);
const all = groups.flat();
const found = (typed: string) => findEmoji(all, typed, 5).map(({ emoji }) => emoji);

test("is at most 25 KiB, and holds nine groups of all that one can react with", () => {
  expect(gzipSync(JSON.stringify(rows), { level: 9 }).byteLength).toBeLessThan(25 * 1024);
  expect(groups).toHaveLength(9);
  expect(all.length).toBeGreaterThan(1900);
  expect(all.filter(({ emoji }) => !isEmoji(emoji))).toEqual([]);
  expect(all.filter(({ codes, name }) => name === "" || !/^[a-z0-9_+-]+$/.test(codes[0] ?? ""))).toEqual([]);
  expect(new Set(all.flatMap(({ codes }) => codes)).size).toBe(all.flatMap(({ codes }) => codes).length);
});

test.each([
  ["fox", "🦊"],
  ["+1", "👍️"],
  ["tada", "🎉"],
  ["smile", "😄"],
  ["red hea", "❤️"],
  ["CZE", "🇨🇿"],
  ["cheerful", "😀"],
])("%s finds %s first or soon after", (typed, emoji) => {
  expect(found(typed)).toContain(emoji);
});

test("an exact code is the first, and nothing is found by nothing", () => {
  expect(found("cat")[0]).toBe("🐱");
  expect(found("")).toEqual([]);
  expect(found("xyzzy")).toEqual([]);
});

test("each that has tones is one emoji in each of them", () => {
  const toned = all.filter(({ hasTones }) => hasTones);
  expect(toned.length).toBeGreaterThan(300);
  const wave = all.find(({ codes }) => codes.includes("wave"));
  const point = all.find(({ codes }) => codes.includes("point_up"));
  const inTone = (each: Emoji | undefined, tone: Tone) => (each === undefined ? "" : withTone(each, tone));
  expect(inTone(wave, 3)).toBe("👋🏽");
  expect(inTone(point, 5)).toBe("☝🏿");
  expect(inTone(wave, 0)).toBe("👋");
  expect(toned.filter((each) => !isEmojiOnly(withTone(each, 2)))).toEqual([]);
});

test("all are shown large when they stand alone", () => {
  expect(all.filter(({ emoji }) => !isEmojiOnly(emoji)).map(({ emoji }) => emoji)).toEqual([]);
});

test.each([
  ["cs", "kočka", "🐈"],
  ["cs", "kocka", "🐈"],
  ["cs", "KOČ", "🐱"],
  ["cs", "rude srdce", "❤"],
  ["cs", "česko", "🇨🇿"],
  ["cs", "tada", "🎉"],
  ["de", "katze", "🐱"],
  ["de", "füchs", "🦊"],
  ["de", "tschechien", "🇨🇿"],
] as const)("in %s %s finds %s", (language, typed, emoji) => {
  const named = nameEmoji(groups, cutEmojiNames(language)).flat();
  expect(findEmoji(named, typed, 12).map((each) => each.emoji.replace("\uFE0F", ""))).toContain(emoji);
});

test.each(["cs", "de"] as const)("in %s nearly all have a name of their own, in at most 40 KiB", (language) => {
  const names = cutEmojiNames(language);
  expect(gzipSync(JSON.stringify(names), { level: 9 }).byteLength).toBeLessThan(40 * 1024);
  const named = nameEmoji(groups, names).flat();
  expect(named.map(({ emoji }) => emoji)).toEqual(all.map(({ emoji }) => emoji));
  const own = named.filter(({ name }, place) => name !== all[place]?.name);
  expect(own.length).toBeGreaterThan(all.length * 0.85);
});
