// Cuts the list of emoji for the picker out of emojibase: one line each, in the order of Unicode.

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
  const uses = new Map();
  for (const { tags = [] } of emoji) for (const tag of tags) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  for (const { hexcode, label, tags = [], unicode, skins, group } of [...emoji].sort((a, b) => a.order - b.order)) {
    if (group === undefined || group === COMPONENTS) continue;
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

function plain(text) {
  return text
    .toLowerCase()
    .replace(/[“”"’]/g, "")
    .replace(/^flag: /, "");
}

function words(text) {
  return text.split(/[\s_-]+/);
}

/** As `withTone` of emoji.ts puts them: those with a tone for each of two people are left as they are. */
function hasTones(unicode, skins = []) {
  const medium = unicode.replace(/^(.)\uFE0F?/u, "$1\u{1F3FD}");
  return skins.some((skin) => skin.unicode === medium);
}
