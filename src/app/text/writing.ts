// What keys and pastes do to a text that is being written. Pure: each gives the change, and what is selected after it.

/** `text` takes the place of what stands between `from` and `to`; then the selection is from `start` to `end`. */
export type Change = {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

export type Selected = { readonly text: string; readonly start: number; readonly end: number };

/** Puts the mark around what is selected, or takes it away where it is there; spaces at the ends stay outside. */
export function toggleMark({ text, start, end }: Selected, mark: string): Change {
  const size = mark.length;
  if (isAround(text, start, end, mark)) {
    const inner = text.slice(start, end);
    return { from: start - size, to: end + size, text: inner, start: start - size, end: end - size };
  }
  const picked = text.slice(start, end);
  if (picked.length > 2 * size && picked.startsWith(mark) && picked.endsWith(mark)) {
    const inner = picked.slice(size, -size);
    return { from: start, to: end, text: inner, start, end: start + inner.length };
  }
  const inner = picked.trim();
  const from = start + (inner === "" ? 0 : picked.indexOf(inner));
  const to = inner === "" ? from : from + inner.length;
  return { from, to, text: mark + inner + mark, start: from + size, end: from + size + inner.length };
}

function isAround(text: string, start: number, end: number, mark: string): boolean {
  const before = text.slice(0, start);
  // `**` ends with `*`, and is not it.
  const isLonger = mark.length === 1 && (before.endsWith(mark + mark) || text.startsWith(mark + mark, end));
  return before.endsWith(mark) && text.startsWith(mark, end) && !isLonger;
}

/** Begins each line of the selection so: quotes, lists. */
export function beginLines({ text, start, end }: Selected, mark: string): Change {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = mark + text.slice(from, end).replaceAll("\n", `\n${mark}`);
  return { from, to: end, text: lines, start: from + lines.length, end: from + lines.length };
}

/** Puts what stands between into a fence, on lines of its own. */
export function fenceIn({ text, start, end }: Selected): Change {
  const code = text.slice(start, end).replace(/^\n+/, "").trimEnd();
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const before = start === 0 || text[start - 1] === "\n" ? "" : "\n";
  const after = end === text.length ? "" : text[end] === "\n" ? "" : "\n";
  const head = `${before}${mark}\n`;
  const fenced = `${head}${code}\n${mark}${after}`;
  const at = start + (code === "" ? head.length : fenced.length);
  return { from: start, to: end, text: fenced, start: at, end: at };
}

const BEGINS_LIKE_CODE =
  /^(?: {2,}|\t)\S|^\s*(?:\/\/|#!|import |from |def |fn |func |class |const |let |var |return |<\/?[a-z])/;
const ENDS_LIKE_CODE = /[;{}]$|\):?$/;
const LINES_MOST = 200;

/** True for several lines of which most look like program text. */
export function looksLikeCode(text: string): boolean {
  if (/^\s*```/.test(text)) return false;
  const lines = text
    .slice(0, 20_000)
    .split("\n", LINES_MOST)
    .filter((line) => line.trim() !== "");
  const like = lines.filter((line) => isLikeCode(line.slice(0, 200).trimEnd())).length;
  return lines.length >= 2 && like * 2 > lines.length;
}

function isLikeCode(line: string): boolean {
  if (BEGINS_LIKE_CODE.test(line) || line.includes("=>")) return true;
  // An aside in brackets at the end of a sentence is no call.
  return ENDS_LIKE_CODE.test(line) && (/[;{}]$/.test(line) || /\w\(/.test(line));
}

/** A code of an emoji that is being written: where its colon stands, and what comes after it. */
export type Shortcode = { readonly at: number; readonly typed: string; readonly isClosed: boolean };

const SHORTCODE = /(?:^|[^\p{L}\p{N}:/])(:([a-z0-9_+-]{2,40})(:?))$/iu;

/** Undefined where none is being written before the caret, or where it is program text. */
export function shortcodeAt(text: string, caret: number): Shortcode | undefined {
  const before = text.slice(Math.max(0, caret - 50), caret);
  const [, whole = "", typed = "", colon = ""] = SHORTCODE.exec(before) ?? [];
  if (whole === "" || isInCode(text.slice(0, caret))) return undefined;
  return { at: caret - whole.length, typed: typed.toLowerCase(), isClosed: colon !== "" };
}

/** In a fence, or between backticks. */
export function isInCode(before: string): boolean {
  const fences = before.match(/^ {0,3}```/gm)?.length ?? 0;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return fences % 2 === 1 || (line.match(/`+/g)?.length ?? 0) % 2 === 1;
}
