// Breaks a text into rows of at most so many columns: between words where it can, within them where it must.

import { sanitiseLines } from "./sanitise.ts";
import { graphemesOf, graphemeWidth, widthOf } from "./width.ts";

/** Sanitised rows, at least one. Spaces at a break vanish; those at the beginning of a line stay. */
export function wrap(text: string, columns: number): string[] {
  return sanitiseLines(text).flatMap((line) => wrapLine(line, Math.max(2, columns)));
}

function wrapLine(line: string, columns: number): string[] {
  const rows: string[] = [];
  let row = "";
  let width = 0;
  const end = () => {
    rows.push(row.trimEnd());
    row = "";
    width = 0;
  };
  for (const token of line.match(/ +|[^ ]+/g) ?? []) {
    const tokenWidth = widthOf(token);
    if (width + tokenWidth <= columns) {
      row += token;
      width += tokenWidth;
      continue;
    }
    if (token.startsWith(" ")) {
      if (width > 0) end();
      continue;
    }
    if (row.trim() !== "") end();
    for (const grapheme of graphemesOf(token)) {
      const wide = graphemeWidth(grapheme);
      if (width + wide > columns) end();
      row += grapheme;
      width += wide;
    }
  }
  if (row !== "" || rows.length === 0) end();
  return rows;
}
