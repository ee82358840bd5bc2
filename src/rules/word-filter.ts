// Finds listed words in texts: whole words, whatever their case, accents, and letters that look alike. Linear in the text.

/** Letters of other scripts, and digits, that people write for a Latin letter. `l` and `1` and `I` look alike, so they are one. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: "\u0430\u03b1\u02514",
    b: "\u0432\u03b2\u044c8",
    c: "\u0441\u03f2\u1d04",
    d: "\u0501\u0111",
    e: "\u0435\u0454\u03b53",
    g: "\u0261\u05819",
    h: "\u04bb\u043d\u0570",
    i: "\u0456\u03b9\u0131l1\u04cf\u2113",
    j: "\u0458\u03f3",
    k: "\u043a\u03ba",
    m: "\u043c\u217f",
    n: "\u03b7\u0578\u043f",
    o: "\u043e\u03bf\u0585\u00f80",
    p: "\u0440\u03c1",
    q: "\u051b\u0563",
    r: "\u0433\u0280",
    s: "\u0455\u017f5",
    t: "\u0442\u03c4\u01637",
    u: "\u03c5\u057d\u1d1c",
    v: "\u03bd\u0475",
    w: "\u051d\u0561\u03c9",
    x: "\u0445\u03c7",
    y: "\u0443\u04af\u03b3",
    z: "\u1d222",
  }).flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

const IGNORED = /[\p{M}\p{Cf}]/u;
const IN_WORDS = /[\p{L}\p{N}_]/u;
/** Scripts that put no spaces between words: each of their characters stands for itself. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

type Token = { readonly word: string; readonly start: number; readonly end: number };
type Node = { readonly next: Map<string, Node>; isEnd: boolean };
type Found = { readonly start: number; readonly end: number };

export type WordFilter = {
  /** Where listed words stand, in UTF-16 units, in order and apart from one another. */
  readonly find: (text: string) => readonly Found[];
};

/** `words` may hold phrases; what has no letter in it is never found. */
export function wordFilter(words: readonly string[]): WordFilter {
  const root: Node = { next: new Map(), isEnd: false };
  for (const phrase of words) {
    let node = root;
    for (const { word } of tokens(phrase)) {
      const below = node.next.get(word) ?? { next: new Map<string, Node>(), isEnd: false };
      node.next.set(word, below);
      node = below;
    }
    if (node !== root) node.isEnd = true;
  }
  return { find: (text) => findIn(tokens(text), root) };
}

/** Each found word in stars, one for each character that it had. */
export function mask(text: string, found: readonly Found[]): string {
  let masked = "";
  let at = 0;
  for (const { start, end } of found) {
    masked += text.slice(at, start) + "*".repeat(Array.from(text.slice(start, end)).length);
    at = end;
  }
  return masked + text.slice(at);
}

/** From each token no further than the longest phrase goes, which has few: the whole is linear in the text. */
function findIn(text: readonly Token[], root: Node): Found[] {
  const found: Found[] = [];
  for (let from = 0; from < text.length; from += 1) {
    let node: Node | undefined = root;
    let last: number | undefined;
    for (let at = from; at < text.length; at += 1) {
      node = node.next.get(text[at]?.word ?? "");
      if (node === undefined) break;
      if (node.isEnd) last = at;
    }
    const first = text[from];
    const end = last === undefined ? undefined : text[last];
    if (last === undefined || first === undefined || end === undefined) continue;
    found.push({ start: first.start, end: end.end });
    from = last;
  }
  return found;
}

/** The words of a text, folded to one spelling each, with where they stand in it. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  let word = "";
  let start = 0;
  let end = 0;
  const close = () => {
    if (word !== "") found.push({ word, start, end });
    word = "";
  };
  let at = 0;
  for (const character of text) {
    const begins = at;
    at += character.length;
    for (const part of character.normalize("NFKD").toLowerCase()) {
      if (IGNORED.test(part)) {
        if (word !== "") end = at;
        continue;
      }
      if (!IN_WORDS.test(part)) {
        close();
        continue;
      }
      const isAlone = UNSPACED.test(part);
      if (isAlone) close();
      if (word === "") start = begins;
      word += LOOK_ALIKES.get(part) ?? part;
      end = at;
      if (isAlone) close();
    }
  }
  close();
  return found;
}
