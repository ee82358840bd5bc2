// The list of emoji: read, searched, and given a skin tone.

export type Emoji = {
  readonly emoji: string;
  /** What one writes between colons; the first is shown. */
  readonly codes: readonly string[];
  readonly name: string;
  /** All that it is found by, in lower case. */
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
  const words = [...new Set([...`${codes.join(" ")} ${name} ${tag}`.split(/[\s_]+/), ...codes])].filter(Boolean);
  return { emoji: hasTones ? sign.slice(0, -1) : sign, codes, name, words, hasTones };
}

/** Those that every word of `typed` begins a word of, the best first. */
export function findEmoji(all: readonly Emoji[], typed: string, most: number): readonly Emoji[] {
  const wanted = typed.toLowerCase().split(/[\s]+/).filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return [];
  const ranked = all.flatMap((each) => {
    if (!wanted.every((want) => each.words.some((word) => word.startsWith(want)))) return [];
    const isCode = each.codes.includes(first);
    return { each, rank: isCode ? 0 : each.codes.some((code) => code.startsWith(first)) ? 1 : 2 };
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
