// Reads the marks inside a paragraph, in time linear in its length: each kind of mark is open once at most, and nodes
// move towards the root only.

import { parseAddress, tokenize } from "../shared/links.ts";
import { type Inline, MAX_DEPTH, type Marked } from "./tree.ts";

/** What may mean something: an escaped mark, a shrug (whose arm is no escape), runs of marks, the start of a label. */
const MARK = /\\[!-/:-@[-`{-~]|¯\\_\(ツ\)_\/¯|`+|\*+|_+|~+|\|+|\[/g;
const LABELLED = /\[([^[\]\n]{1,500})\]\(((?:[^\s()<>]|\([^\s()<>]*\))+)\)/y;
const SPACE = /^\s?$/;
const WORD = /[\p{L}\p{N}_]/u;
/** A label that looks like an address. */
const LIKE_ADDRESS = /:\/\/|[\p{L}\p{N}]\.\p{L}/u;

const KINDS: Readonly<Record<string, Marked>> = {
  "*": "em",
  _: "em",
  "**": "strong",
  __: "strong",
  "~~": "strike",
  "||": "spoiler",
};

type Open = { readonly mark: string; readonly children: Inline[] };

/** `depth`: how many levels stand above. In a label there are no links. */
export function parseInlines(text: string, depth: number, isLabel = false): Inline[] {
  const root: Open = { mark: "", children: [] };
  const open = [root];
  const top = (): Open => open.at(-1) ?? root;
  const say = (words: string): void => append(top().children, { kind: "text", text: words });

  /** Its mark was none: what it holds belongs to the one below. */
  const dissolve = (index: number): void => {
    const [gone] = open.splice(index, 1);
    const below = open[index - 1];
    if (gone === undefined || below === undefined) return;
    append(below.children, { kind: "text", text: gone.mark });
    for (const child of gone.children) append(below.children, child);
  };
  const close = (index: number): void => {
    while (open.length > index + 1) dissolve(open.length - 1);
    const closed = open.pop();
    const kind = closed && KINDS[closed.mark];
    if (closed !== undefined && kind !== undefined) append(top().children, { kind, children: closed.children });
  };
  const begin = (mark: string): void => {
    const before = open.findIndex((each) => each.mark === mark);
    if (before > 0) dissolve(before);
    if (depth + open.length > MAX_DEPTH) say(mark);
    else open.push({ mark, children: [] });
  };
  const readRun = (run: string, before: string, after: string): void => {
    const sign = run.charAt(0);
    const isStar = sign === "*" || sign === "_";
    if (isStar ? run.length > 3 : run.length !== 2) return say(run);
    // `2*3*4` and snake_case are words, not marks.
    const keepsWords = sign === "_" || run === "*";
    const mayClose = !SPACE.test(before) && !(keepsWords && WORD.test(after));
    const mayOpen = !SPACE.test(after) && !(keepsWords && WORD.test(before));
    let left = run.length;
    while (left > 0) {
      const closes = mayClose
        ? open.findLastIndex(({ mark }) => (left === 3 ? mark.startsWith(sign) : mark === sign.repeat(left)))
        : 0;
      if (closes <= 0) break;
      left -= open[closes]?.mark.length ?? left;
      close(closes);
    }
    if (!mayOpen || left === 0) return say(sign.repeat(left));
    if (left === 3) begin(sign + sign);
    begin(sign.repeat(left === 3 ? 1 : left));
  };

  const links = isLabel ? [] : addressesIn(text);
  const marks = [...text.matchAll(MARK)];
  const closings = closingRuns(text);
  let nextLink = 0;
  let nextMark = 0;
  let at = 0;
  for (;;) {
    while ((links[nextLink]?.at ?? at) < at) nextLink++;
    while ((marks[nextMark]?.index ?? at) < at) nextMark++;
    const link = links[nextLink];
    const mark = marks[nextMark];
    if (link !== undefined && link.at <= (mark?.index ?? Infinity)) {
      say(text.slice(at, link.at));
      append(top().children, { kind: "link", href: link.href, children: [{ kind: "text", text: link.text }] });
      at = link.at + link.text.length;
      continue;
    }
    if (mark === undefined) break;
    say(text.slice(at, mark.index));
    const [run] = mark;
    at = mark.index + run.length;
    if (run === "[") {
      const labelled = isLabel ? undefined : readLabelled(text, mark.index, depth + open.length);
      if (labelled === undefined) say(run);
      else {
        append(top().children, labelled.link);
        at = labelled.end;
      }
    } else if (run.startsWith("`")) {
      const end = closings.get(mark.index);
      if (end === undefined) say(run);
      else {
        append(top().children, { kind: "code", text: bare(text.slice(at, end)) });
        at = end + run.length;
      }
    } else if (run.startsWith("\\")) say(run.slice(1));
    else if (run.startsWith("¯")) say(run);
    else readRun(run, text.charAt(mark.index - 1), text.charAt(at));
  }
  say(text.slice(at));
  while (open.length > 1) dissolve(open.length - 1);
  return root.children;
}

function append(to: Inline[], node: Inline): void {
  if (node.kind !== "text") return void to.push(node);
  if (node.text === "") return;
  const last = to.at(-1);
  if (last?.kind === "text") to[to.length - 1] = { kind: "text", text: last.text + node.text };
  else to.push(node);
}

type Address = { readonly at: number; readonly text: string; readonly href: string };

function addressesIn(text: string): Address[] {
  let at = 0;
  return tokenize(text).flatMap((token) => {
    const here = at;
    at += token.text.length;
    return token.kind === "link" ? { at: here, text: token.text, href: token.href } : [];
  });
}

/** For each run of backticks where the next of the same length begins. */
function closingRuns(text: string): Map<number, number> {
  const closings = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { index, 0: run } of text.matchAll(/`+/g)) {
    const before = last.get(run.length);
    if (before !== undefined) closings.set(before, index);
    last.set(run.length, index);
  }
  return closings;
}

/** A space keeps a backtick of the code apart from those around it. */
function bare(code: string): string {
  return code.replace(/^ `/, "`").replace(/` $/, "`");
}

function readLabelled(text: string, at: number, depth: number): { link: Inline; end: number } | undefined {
  if (depth > MAX_DEPTH) return undefined;
  LABELLED.lastIndex = at;
  const [whole, label = "", address = ""] = LABELLED.exec(text) ?? [];
  const href = parseAddress(address);
  if (whole === undefined || href === undefined || label.trim() === "") return undefined;
  const { host, pathname } = new URL(href);
  const leads = host === "" ? pathname : host;
  const children = parseInlines(label, depth, true);
  const misleads = LIKE_ADDRESS.test(label) && !label.includes(leads);
  return { link: { kind: "link", href, children, ...(misleads && { host: leads }) }, end: at + whole.length };
}
