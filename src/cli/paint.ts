// Turns spans into what a terminal is told. No other file writes an escape for colours, and no text gets by unsanitised.

import { sanitise } from "./sanitise.ts";
import { widthOf } from "./width.ts";

export type Tone = "plain" | "quiet" | "strong" | "warning" | "failure" | { readonly member: string };
export type Span = { readonly text: string; readonly tone: Tone };
/** One row of the terminal. */
export type Line = readonly Span[];

/** What the terminal can show: nothing but text, the 16 colours of its theme, or 256. */
export type Colours = "none" | "16" | "256";

/** Legible on light and on dark: neither yellow nor navy is among them. */
const HUES: Readonly<Record<Exclude<Colours, "none">, readonly string[]>> = {
  "16": ["31", "32", "33", "34", "35", "36"],
  "256": [31, 35, 62, 67, 97, 99, 130, 133, 136, 161, 166, 168].map((colour) => `38;5;${colour}`),
};
const ESC = "\u001B[";

export function plain(text: string): Span {
  return { text, tone: "plain" };
}

export function quiet(text: string): Span {
  return { text, tone: "quiet" };
}

/** Columns of a line. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(sanitise(text)), 0);
}

/** One row without its end. Line ends within a span become symbols: a caller wraps before. */
export function paint(line: Line, colours: Colours): string {
  return line.map(({ text, tone }) => paintSpan(sanitise(text), tone, colours)).join("");
}

function paintSpan(text: string, tone: Tone, colours: Colours): string {
  const code = colours === "none" ? "" : codeOf(tone, colours);
  return code === "" || text === "" ? text : `${ESC}${code}m${text}${ESC}0m`;
}

function codeOf(tone: Tone, colours: Exclude<Colours, "none">): string {
  if (typeof tone === "object") return `1;${hueOf(tone.member, HUES[colours])}`;
  switch (tone) {
    case "plain":
      return "";
    case "quiet":
      return "2";
    case "strong":
      return "1";
    case "warning":
      return "33";
    case "failure":
      return "31";
  }
}

/** The same id has the same colour everywhere (FNV-1a). */
function hueOf(memberId: string, hues: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < memberId.length; index++) {
    hash = Math.imul(hash ^ memberId.charCodeAt(index), 0x01000193);
  }
  return hues[(hash >>> 0) % hues.length] ?? "";
}

export type ColourChoice = {
  /** `--color` and `--no-color`; undefined: as the terminal is. */
  readonly wanted: boolean | undefined;
  readonly noColor: string | undefined;
  readonly isTerminal: boolean;
  /** Bits, as Node's `getColorDepth` tells: 1, 4, 8 or 24. */
  readonly depth: number;
};

/** What was asked for on the command line outranks NO_COLOR (no-color.org), and that the terminal. */
export function chooseColours({ wanted, noColor, isTerminal, depth }: ColourChoice): Colours {
  if (wanted === false) return "none";
  if (wanted === undefined && (!isTerminal || (noColor ?? "") !== "")) return "none";
  if (depth >= 8) return "256";
  return depth >= 4 || wanted === true ? "16" : "none";
}
