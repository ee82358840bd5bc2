// A terminal of which the last rows are ours: the log goes above them, into the scrollback, and they are drawn anew.

import type { Footer } from "./footer.ts";
import { type Colours, type Line, lineWidth, paint } from "./paint.ts";

export type Screen = {
  /** Puts rows above the footer, for good. */
  print(lines: readonly Line[]): void;
  /** Draws the footer anew; where nothing of it changed, writes nothing. */
  draw(footer: Footer): void;
  /** Takes the footer away. */
  clear(): void;
};

export type ScreenOptions = {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly colours: Colours;
};

const CSI = "\u001B[";

export function createScreen({ write, columns, colours }: ScreenOptions): Screen {
  let shown: Footer = { lines: [], cursor: { row: 0, column: 0 } };
  let drawn = "";

  /** Goes to the footer's first row and empties everything from there. Rows of a wider terminal are several by now. */
  function erase(): string {
    const now = Math.max(1, columns());
    const above = shown.lines
      .slice(0, shown.cursor.row)
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(lineWidth(line) / now)), 0);
    const up = above + Math.floor(shown.cursor.column / now);
    return `${up === 0 ? "" : `${CSI}${up}A`}\r${CSI}J`;
  }

  function paintFooter({ lines, cursor }: Footer): string {
    if (lines.length === 0) return "";
    const below = lines.length - 1 - cursor.row;
    const back = `${below === 0 ? "" : `${CSI}${below}A`}\r${cursor.column === 0 ? "" : `${CSI}${cursor.column}C`}`;
    return lines.map((line) => paint(line, colours)).join("\r\n") + back;
  }

  function put(log: string, footer: Footer): void {
    const painted = paintFooter(footer);
    if (log === "" && painted === drawn) return;
    // In one write, so that nothing between is seen.
    write(erase() + log + painted);
    shown = footer;
    drawn = painted;
  }

  return {
    print: (lines) => put(lines.map((line) => `${paint(line, colours)}\r\n`).join(""), shown),
    draw: (footer) => put("", footer),
    clear: () => put("", { lines: [], cursor: { row: 0, column: 0 } }),
  };
}
