// A text that is too long for one message, as several: pure. Nothing of it is lost but the white space where it is cut.

/** A longer opening fence is cut like every other line. */
const FENCE_MAX = 40;
const segmenter = new Intl.Segmenter();

/**
 * Parts of at most `limit` code points, cut between paragraphs where that is possible, else between lines, words, and
 * characters. A block of code that is cut is closed and opened again.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (countOf(rest) > limit) {
    const cut = cutIn(rest, limit);
    const part = rest.slice(0, cut).trimEnd();
    const fence = openFenceIn(part);
    if (fence === undefined) {
      parts.push(part);
      rest = rest.slice(cut).trimStart();
      continue;
    }
    // The end and the new beginning need place as well.
    const closing = "\n```";
    const inner = cutIn(rest, limit - closing.length);
    const open = openFenceIn(rest.slice(0, inner));
    if (open === undefined || inner <= rest.indexOf(open) + open.length + 1) {
      parts.push(part);
      rest = rest.slice(cut).trimStart();
      continue;
    }
    parts.push(rest.slice(0, inner).trimEnd() + closing);
    rest = `${open}\n${rest.slice(inner).replace(/^\n/, "")}`;
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

function countOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Where the first part ends: at least one character of it, at most `limit` code points. */
function cutIn(text: string, limit: number): number {
  let end = 0;
  let count = 0;
  for (const character of text) {
    if (count === limit) break;
    count++;
    end += character.length;
  }
  for (const border of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(border, end);
    if (at > end / 2) return at;
  }
  return wholeCharacters(text, end);
}

/** Not inside of what is one character to whoever reads. */
function wholeCharacters(text: string, end: number): number {
  const from = Math.max(0, end - 64);
  for (const { index, segment } of segmenter.segment(text.slice(from, end + 64)))
    if (from + index < end && from + index + segment.length > end) return from + index > 0 ? from + index : end;
  return end;
}

/** The opening line of a block of code that the text does not close. */
function openFenceIn(text: string): string | undefined {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    if (!line.startsWith("```")) continue;
    open = open === undefined && line.length <= FENCE_MAX ? line : undefined;
  }
  return open;
}
