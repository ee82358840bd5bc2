// Reads what a person wrote into blocks: paragraphs, code, quotes, lists. Linear in its length, at most 8 levels deep.

import { WELCOME_LIMITS } from "../../protocol/limits.ts";
import { hasAtMostCodePoints } from "../../protocol/text.ts";
import { parseInlines } from "./inlines.ts";
import { type Block, type Item, MAX_DEPTH } from "./tree.ts";

const FENCE = /^ {0,3}(`{3,})([^`]*)$/;
/** A quote's mark stands before a space: `>:(` is a face. */
const QUOTE = /^ {0,3}>(?: |$|(?=>))/;
const ITEM = /^ {0,3}(?:[-*]|(\d{1,9})[.)]) +(?=\S)/;
const INDENT = /^(?: {2,}|\t)/;

/** What is longer than any message is shown as it is. */
export function parseText(text: string): readonly Block[] {
  if (!hasAtMostCodePoints(text, WELCOME_LIMITS.textChars))
    return [{ kind: "paragraph", children: [{ kind: "text", text }] }];
  return parseBlocks(text.split(/\r?\n/), 0);
}

/** `depth`: how many levels stand above. Blank lines around a block are none of it. */
export function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  const mayNest = depth + 1 < MAX_DEPTH;
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    const text = paragraph
      .join("\n")
      .replace(/^(?:[ \t]*\n)+/, "")
      .trimEnd();
    if (text !== "") blocks.push({ kind: "paragraph", children: parseInlines(text, depth + 1) });
    paragraph = [];
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const read =
      readFence(lines, at) ?? (mayNest ? (readQuote(lines, at, depth) ?? readList(lines, at, depth)) : undefined);
    if (read === undefined) paragraph.push(line);
    else {
      endParagraph();
      blocks.push(read.block);
    }
    at = read?.end ?? at + 1;
  }
  endParagraph();
  return blocks;
}

type Read = { readonly block: Block; readonly end: number };

/** Without an end it goes on to the last line. */
function readFence(lines: readonly string[], at: number): Read | undefined {
  const [, mark = "", info = ""] = FENCE.exec(lines[at] ?? "") ?? [];
  if (mark === "") return undefined;
  const isEnd = (line: string) => FENCE.exec(line)?.[2]?.trim() === "" && line.trim().length >= mark.length;
  let end = at + 1;
  while (end < lines.length && !isEnd(lines[end] ?? "")) end++;
  const text = lines.slice(at + 1, end).join("\n");
  if (text.trim() === "") return undefined;
  return { block: { kind: "fence", language: info.trim().toLowerCase(), text }, end: end + 1 };
}

function readQuote(lines: readonly string[], at: number, depth: number): Read | undefined {
  const quoted: string[] = [];
  for (let line = lines[at]; line !== undefined && QUOTE.test(line); line = lines[at + quoted.length])
    quoted.push(line.replace(QUOTE, ""));
  if (quoted.length === 0) return undefined;
  return { block: { kind: "quote", children: parseBlocks(quoted, depth + 1) }, end: at + quoted.length };
}

/** Bullets, or numbers; what is indented belongs to the item above it. */
function readList(lines: readonly string[], at: number, depth: number): Read | undefined {
  const items: Item[] = [];
  const isOrdered = ITEM.exec(lines[at] ?? "")?.[1] !== undefined;
  let end = at;
  for (;;) {
    const line = lines[end] ?? "";
    const [mark, number] = ITEM.exec(line) ?? [];
    if (mark === undefined || (number !== undefined) !== isOrdered) break;
    const own = [line.slice(mark.length)];
    for (let next = lines[++end]; next !== undefined && INDENT.test(next); next = lines[++end])
      own.push(unindent(next, mark.length));
    items.push({ ...(number !== undefined && { number: Number(number) }), children: parseBlocks(own, depth + 1) });
  }
  return items.length === 0 ? undefined : { block: { kind: "list", items }, end };
}

function unindent(line: string, most: number): string {
  if (line.startsWith("\t")) return line.slice(1);
  let spaces = 0;
  while (spaces < most && line[spaces] === " ") spaces++;
  return line.slice(spaces);
}
