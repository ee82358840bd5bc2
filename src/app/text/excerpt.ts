// What a text says, in one plain line: for quotes, notices and what is read aloud. Spoilers stay hidden.

import { t } from "../shared/t.ts";
import { parseText } from "./parse-text.ts";
import type { Block, Inline } from "./tree.ts";

const LONGEST = 140;

/** At most `longest` code points, cut with an ellipsis. */
export function excerptOf(text: string, longest = LONGEST): string {
  const line = parseText(text).map(blockLine).join(" ").replace(/\s+/g, " ").trim();
  const points = Array.from(line.slice(0, 2 * longest + 2));
  return points.length <= longest
    ? line
    : `${points
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
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
