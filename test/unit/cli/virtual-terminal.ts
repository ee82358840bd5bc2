// virtual-terminal.ts: a small terminal that obeys what our screen may write, and throws at anything else.

import { graphemesOf, graphemeWidth } from "../../../src/cli/width.ts";

const ESC = "\u001B";
/** The third is bracketed paste, on and off. */
const OBEYED = new RegExp(`^${ESC}\\[(?:(\\d*)([ACJ])|[\\d;]*m|\\?2004[hl])`);

export class VirtualTerminal {
  columns: number;
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns = 80) {
    this.columns = columns;
  }

  /** What is on it, from the first row ever written, without spaces at the ends. */
  get text(): string {
    return this.#rows
      .map((row) =>
        Array.from(row, (cell) => cell ?? " ")
          .join("")
          .trimEnd(),
      )
      .join("\n")
      .trimEnd();
  }

  get lines(): string[] {
    return this.text.split("\n");
  }

  /** The row and column of the cursor, from 0. */
  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  readonly write = (text: string): void => {
    let rest = text;
    while (rest !== "") {
      const first = rest.charCodeAt(0);
      if (first === 0x1b) {
        const sequence = OBEYED.exec(rest);
        if (sequence === null) throw new Error(`the terminal was told ${JSON.stringify(rest.slice(0, 20))}`);
        if (sequence[2] !== undefined) this.#obey(sequence[2], Number(sequence[1] === "" ? 1 : sequence[1]));
        rest = rest.slice(sequence[0].length);
        continue;
      }
      const end = rest.search(/\p{Cc}/u);
      if (end === 0) {
        if (first === 0x0d) this.#column = 0;
        else if (first === 0x0a) this.#down();
        else throw new Error(`the terminal was told ${JSON.stringify(rest.slice(0, 20))}`);
        rest = rest.slice(1);
        continue;
      }
      const run = end === -1 ? rest : rest.slice(0, end);
      for (const grapheme of graphemesOf(run)) this.#put(grapheme);
      rest = rest.slice(run.length);
    }
  };

  #obey(what: string, count: number): void {
    if (what === "A") this.#row -= count;
    if (what === "C") this.#column += count;
    if (what === "J") {
      this.#rows.length = this.#row + 1;
      this.#rows[this.#row]?.splice(this.#column);
    }
    if (this.#row < 0) throw new Error("the cursor went above the first row");
  }

  #down(): void {
    this.#row += 1;
    this.#rows[this.#row] ??= [];
  }

  #put(grapheme: string): void {
    const width = graphemeWidth(grapheme);
    if (this.#column + width > this.columns) {
      this.#column = 0;
      this.#down();
    }
    const row = (this.#rows[this.#row] ??= []);
    while (row.length < this.#column) row.push(" ");
    row[this.#column] = grapheme;
    if (width === 2) row[this.#column + 1] = "";
    this.#column += width;
  }
}
