// Tells the parts of program text apart, to be coloured: in one pass, for a dozen languages, never wrong enough to matter.

export type CodeToken = { readonly kind: CodeKind; readonly text: string };
export type CodeKind = "plain" | "comment" | "string" | "number" | "keyword" | "key";

type Grammar = {
  readonly comments: readonly string[];
  readonly strings: readonly string[];
  readonly keywords: ReadonlySet<string>;
  /** What stands before a colon names something. */
  readonly hasKeys?: boolean;
  /** Keywords in capitals are the same. */
  readonly ignoresCase?: boolean;
  readonly word?: string;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const SLASHES = String.raw`//[^\n]*`;
const SLASH_STARS = String.raw`/\*[\s\S]*?(?:\*/|$)`;
const HASH = String.raw`#[^\n]*`;
const DOUBLE = String.raw`"(?:\\[\s\S]|[^"\\\n])*"?`;
const SINGLE = String.raw`'(?:\\[\s\S]|[^'\\\n])*'?`;
const BACKTICK = "`(?:\\\\[\\s\\S]|[^`\\\\])*`?";
const WORD = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const DASHED = String.raw`[-@]{0,2}[\p{L}_][\p{L}\p{N}_-]*`;

const script: Grammar = {
  comments: [SLASHES, SLASH_STARS],
  strings: [DOUBLE, SINGLE, BACKTICK],
  keywords: words(
    "abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface keyof let namespace never new null number object of override private protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield",
  ),
};
const json: Grammar = { comments: [SLASHES], strings: [DOUBLE], keywords: words("true false null"), hasKeys: true };
const css: Grammar = {
  comments: [SLASH_STARS],
  strings: [DOUBLE, SINGLE],
  keywords: words(
    "@media @import @font-face @keyframes @supports @layer @container @property inherit initial unset auto none",
  ),
  hasKeys: true,
  word: DASHED,
};
const html: Grammar = {
  comments: [String.raw`<!--[\s\S]*?(?:-->|$)`],
  strings: [DOUBLE],
  keywords: new Set(),
  word: String.raw`</?[A-Za-z][A-Za-z0-9:-]*|/?>`,
};
const python: Grammar = {
  comments: [HASH],
  strings: [String.raw`"""[\s\S]*?(?:"""|$)`, String.raw`'''[\s\S]*?(?:'''|$)`, DOUBLE, SINGLE],
  keywords: words(
    "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield",
  ),
};
const shell: Grammar = {
  comments: [HASH],
  strings: [DOUBLE, SINGLE],
  keywords: words(
    "case cd curl do docker done echo elif else esac exit export fi for function git if in local node npm npx read return set source sudo then until while",
  ),
  word: DASHED,
};
const sql: Grammar = {
  comments: [String.raw`--[^\n]*`, SLASH_STARS],
  strings: [SINGLE, DOUBLE],
  keywords: words(
    "add all alter and as asc begin between by case check column commit constraint create cross default delete desc distinct drop else end exists foreign from full group having if in index inner insert integer into is join key left like limit not null offset on or order outer primary references returning right rollback select set table text then transaction union unique update using values view when where with",
  ),
  ignoresCase: true,
};
const go: Grammar = {
  comments: [SLASHES, SLASH_STARS],
  strings: [DOUBLE, SINGLE, BACKTICK],
  keywords: words(
    "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int64 interface map nil package range return rune select string struct switch true type uint8 var",
  ),
};
const rust: Grammar = {
  comments: [SLASHES, SLASH_STARS],
  // A lifetime is no string.
  strings: [DOUBLE, String.raw`'(?:\\[^\n]|[^'\\\n])'`],
  keywords: words(
    "as async await bool break const continue crate dyn else enum extern f64 false fn for i32 i64 if impl in let loop match mod move mut None Ok Option pub ref Result return self Self Some static str String struct super trait true type u32 u64 u8 unsafe use usize Vec where while",
  ),
};

const GRAMMARS = new Map<string, Grammar>(
  (
    [
      ["js javascript jsx mjs cjs ts typescript tsx mts java c cpp c++ cs csharp kotlin swift php", script],
      ["json json5 jsonc", json],
      ["css scss less", css],
      ["html xml svg vue", html],
      ["py python", python],
      ["sh bash shell zsh console terminal", shell],
      ["sql sqlite postgres mysql", sql],
      ["go golang", go],
      ["rs rust", rust],
    ] as const
  ).flatMap(([names, grammar]) => names.split(" ").map((name) => [name, grammar] as const)),
);

/** The tokens joined are the text. A language that is not known is plain. */
export function tokenizeCode(text: string, language: string): readonly CodeToken[] {
  const grammar = GRAMMARS.get(language.split(/[\s{,]/)[0] ?? "");
  if (grammar === undefined) return [{ kind: "plain", text }];
  const { comments, strings, word = WORD } = grammar;
  const part = new RegExp(
    `(?<comment>${comments.join("|")})|(?<string>${strings.join("|")})|(?<word>${word})|(?<number>\\d[\\w.]*)`,
    "gu",
  );
  const tokens: CodeToken[] = [];
  let done = 0;
  const take = (kind: CodeKind, upTo: number): void => {
    if (upTo > done) tokens.push({ kind, text: text.slice(done, upTo) });
    done = upTo;
  };
  for (const { index, 0: found, groups } of text.matchAll(part)) {
    const end = index + found.length;
    const kind = kindOf(grammar, found, groups ?? {}, text, end);
    if (kind === "plain") continue;
    take("plain", index);
    take(kind, end);
  }
  take("plain", text.length);
  return tokens;
}

const BEFORE_COLON = /[ \t]{0,8}:/y;

function kindOf(grammar: Grammar, found: string, groups: Record<string, string>, text: string, end: number): CodeKind {
  if (groups["comment"] !== undefined) return "comment";
  if (groups["number"] !== undefined) return "number";
  BEFORE_COLON.lastIndex = end;
  if (grammar.hasKeys === true && BEFORE_COLON.test(text)) return "key";
  if (groups["string"] !== undefined) return "string";
  if (grammar === html) return "keyword";
  return grammar.keywords.has(grammar.ignoresCase === true ? found.toLowerCase() : found) ? "keyword" : "plain";
}
