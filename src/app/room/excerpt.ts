// A text in one line.

const LONGEST = 140;
/** So that the last character that fits is whole. */
const MARGIN = 32;
const segmenter = new Intl.Segmenter();

/** Without line breaks, cut where it is long; never inside of a character. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  let cut = "";
  for (const { segment } of segmenter.segment(line.slice(0, LONGEST + MARGIN))) {
    if (cut.length + segment.length > LONGEST) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** A text as it is quoted in another one. */
export function asQuote(text: string): string {
  return `${text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n")}\n`;
}
