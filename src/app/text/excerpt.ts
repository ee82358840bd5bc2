// What a text says, in one plain line: for quotes, notices and what is read aloud. Spoilers stay hidden.

import { hasAtMostCodePoints } from "../../protocol/text.ts";
import { t } from "../shared/t.ts";
import { parseText } from "./parse-text.ts";
import type { Block, Inline } from "./tree.ts";

const LONGEST = 140;
const segmenter = new Intl.Segmenter();

/** At most `longest` code points, cut with an ellipsis; never inside of a character. */
export function excerptOf(text: string, longest = LONGEST): string {
  const line = parseText(text).map(blockLine).join(" ").replace(/\s+/g, " ").trim();
  // Most are short, and need not be counted.
  if (line.length <= longest || hasAtMostCodePoints(line, longest)) return line;
  let cut = "";
  let left = longest - 1;
  for (const { segment } of segmenter.segment(line.slice(0, 2 * longest + 2))) {
    left -= Array.from(segment).length;
    if (left < 0) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

function blockLine(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.children.map(inlineLine).join("");
    case "fence":
      return block.text;
    case "quote":
      return block.children.map(blockLine).join(" ");
    case "list":
      return block.items
        .map(
          ({ number, children }) => `${number === undefined ? "•" : `${number}.`} ${children.map(blockLine).join(" ")}`,
        )
        .join(" ");
  }
}

function inlineLine(node: Inline): string {
  if (node.kind === "text" || node.kind === "code") return node.text;
  return node.kind === "spoiler" ? t("text.spoiler.excerpt") : node.children.map(inlineLine).join("");
}
