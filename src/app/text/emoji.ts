// The list of emoji: read, searched, and given a skin tone.

export type Emoji = {
  readonly emoji: string;
  /** What one writes between colons; the first is shown. */
  readonly codes: readonly string[];
  readonly name: string;
  /** All that it is found by, folded. */
  readonly words: readonly string[];
  readonly hasTones: boolean;
};

/** 0 is the yellow that has none; 1 to 5 from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;
export const TONES: readonly Tone[] = [0, 1, 2, 3, 4, 5];

/** Groups in the order of Unicode: smileys, people, animals, food, places, activities, objects, symbols, flags. */
export function parseEmoji(rows: string): readonly (readonly Emoji[])[] {
  return rows.split("\n\n").map((group) => group.split("\n").map(parseRow));
}

function parseRow(row: string): Emoji {
  const [sign = "", own = "", said = "", tag = ""] = row.split("\t");
  const hasTones = sign.endsWith("+");
  const codes = own.split(" ");
  const name = said === "" ? (codes[0] ?? "").replaceAll("_", " ") : said;
  const words = [...new Set([...`${codes.join(" ")} ${name} ${tag}`.split(/[\s_]+/), ...codes])]
    .filter(Boolean)
    .map(fold);
  return { emoji: hasTones ? sign.slice(0, -1) : sign, codes, name, words, hasTones };
}

/** The same with names in another language, which are found beside the English ones; a line of `names` for each in turn. */
export function nameEmoji(groups: readonly (readonly Emoji[])[], names: string): readonly (readonly Emoji[])[] {
  const lines = names.split("\n").values();
  return groups.map((group) => group.map((each) => named(each, lines.next().value ?? "")));
}

function named(each: Emoji, line: string): Emoji {
  const [name = "", tags = ""] = line.split("\t");
  if (name === "") return each;
  const own = `${name} ${tags}`
    .split(/[\s_-]+/)
    .filter(Boolean)
    .map(fold);
  return { ...each, name, words: [...new Set([...own, ...each.words])] };
}

/** Case and accents do not count: who types in haste leaves them out. */
function fold(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those that every word of `typed` begins a word of, the best first. */
export function findEmoji(all: readonly Emoji[], typed: string, most: number): readonly Emoji[] {
  const wanted = fold(typed).split(/[\s]+/).filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return [];
  const ranked = all.flatMap((each) => {
    if (!wanted.every((want) => each.words.some((word) => word.startsWith(want)))) return [];
    const isCode = each.codes.includes(first);
    if (isCode) return { each, rank: 0 };
    if (each.codes.some((code) => code.startsWith(first))) return { each, rank: 1 };
    return { each, rank: fold(each.name).split(" ").includes(first) ? 2 : 3 };
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ each }) => each);
}

/** The emoji in this tone; as it is where it has none. */
export function withTone({ emoji, hasTones }: Emoji, tone: Tone): string {
  if (!hasTones || tone === 0) return emoji;
  return emoji.replace(/^(.)\uFE0F?/u, `$1${String.fromCodePoint(0x1f3fa + tone)}`);
}
