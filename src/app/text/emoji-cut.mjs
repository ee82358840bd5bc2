// Cuts the list of emoji for the picker out of emojibase: one line each, in the order of Unicode.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Skin tones by themselves. */
const COMPONENTS = 2;
/** Tags kept for the search beside the name and the codes. */
const TAGS = 1;
/** A tag of more emoji than these finds too many. */
const COMMON = 40;
/** They have no tags: their codes and names say it all. */
const FLAGS = 9;

/**
 * Lines of `emoji TAB codes TAB name TAB tags`, groups apart by a blank line. A `+` after the emoji: it has skin tones.
 * The name is left out where a code says the same.
 */
export function cutEmoji() {
  const emoji = require("emojibase-data/en/compact.json");
  const codes = require("emojibase-data/en/shortcodes/github.json");
  const more = require("emojibase-data/en/shortcodes/emojibase.json");
  const groups = new Map();
  const uses = usesOf(emoji.map(({ tags = [] }) => tags));
  for (const { hexcode, label, tags = [], unicode, skins, group } of shownOf(emoji)) {
    const own = [codes[hexcode] ?? more[hexcode] ?? []].flat();
    const name = plain(label);
    const said = new Set([...words(name), ...own.flatMap(words)]);
    const kept = tags
      .map(plain)
      .filter((tag) => !said.has(tag) && !/[ \d:]/.test(tag) && (uses.get(tag) ?? 0) <= COMMON)
      .slice(0, group === FLAGS ? 0 : TAGS);
    const line = [
      unicode + (hasTones(unicode, skins) ? "+" : ""),
      own.join(" "),
      own.some((code) => code.replaceAll("_", " ") === name) ? "" : name,
      kept.join(" "),
    ];
    groups.set(group, [...(groups.get(group) ?? []), line.join("\t").trimEnd()]);
  }
  return [...groups.keys()]
    .sort((a, b) => a - b)
    .map((group) => groups.get(group).join("\n"))
    .join("\n\n");
}

/** Of the names in another language, which have more words for a thing than English has codes and names. */
const NAMED_TAGS = 4;
const NAMED_COMMON = 60;

/** Lines of `name TAB tags` in the order of `cutEmoji`, for a language other than its own; an empty name where there is none. */
export function cutEmojiNames(language) {
  const named = language === "cs" ? readCzech() : readGerman();
  const uses = usesOf([...named.values()].map(({ tags }) => tags));
  return shownOf(require("emojibase-data/en/compact.json"))
    .map(({ unicode, group }) => {
      const { name, tags } = named.get(bare(unicode)) ?? { name: "", tags: [] };
      const said = new Set(words(name));
      const kept = tags
        .filter((tag) => !said.has(tag) && !/[ \d:]/.test(tag) && (uses.get(tag) ?? 0) <= NAMED_COMMON)
        .sort((one, other) => (uses.get(one) ?? 0) - (uses.get(other) ?? 0))
        .slice(0, group === FLAGS ? 0 : NAMED_TAGS);
      return `${name}\t${kept.join(" ")}`.trimEnd();
    })
    .join("\n");
}

function readGerman() {
  const emoji = require("emojibase-data/de/compact.json");
  return new Map(
    emoji.map(({ unicode, label, tags = [] }) => [bare(unicode), { name: plain(label), tags: tags.map(plain) }]),
  );
}

/** emojibase has no Czech: a table out of CLDR, made once. */
function readCzech() {
  const table = readFileSync(new URL("emoji-cs.tsv", import.meta.url), "utf8");
  const rows = table.split("\n").filter((line) => line !== "" && !line.startsWith("# "));
  return new Map(
    rows.map((row) => {
      const [sign = "", name = "", tags = ""] = row.split("\t");
      return [sign, { name: plain(name), tags: tags.split(" ").map(plain) }];
    }),
  );
}

/** In the order of Unicode, without skin tones by themselves. */
function shownOf(emoji) {
  return emoji
    .filter(({ group }) => group !== undefined && group !== COMPONENTS)
    .sort((one, other) => one.order - other.order);
}

function usesOf(lists) {
  const uses = new Map();
  for (const tag of lists.flat()) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return uses;
}

/** Without the sign that asks for colours, which lists put at different places. */
function bare(sign) {
  return sign.replaceAll("\uFE0F", "");
}

function plain(text) {
  return text
    .toLowerCase()
    .replace(/[“”„"’]/g, "")
    .replace(/^(?:flag|flagge|vlajka): /, "");
}

function words(text) {
  return text.split(/[\s_-]+/);
}

/** As `withTone` of emoji.ts puts them: those with a tone for each of two people are left as they are. */
function hasTones(unicode, skins = []) {
  const medium = unicode.replace(/^(.)\uFE0F?/u, "$1\u{1F3FD}");
  return skins.some((skin) => skin.unicode === medium);
}
