// What somebody else wrote, made harmless to a terminal: whatever it would obey, or nobody would see, becomes a symbol.
//
// A terminal obeys controls (ESC, BEL, CR, and U+009B, which is ESC [ in one), and reorders text at bidi marks. Nothing of
// the sort may come out of here, so that whatever is painted is text and nothing else.

/** A flag of a part of a country: a black flag, and tags that are seen nowhere else. */
const TAGGED_FLAG = /\u{1F3F4}[\u{E0020}-\u{E007E}]{1,10}\u{E007F}/u;
/**
 * Controls, formats, separators of lines, halves of characters, and what is drawn as nothing; but not the joiners and
 * variations of which letters and emoji are made, and not formats that are drawn.
 */
const OBEYED =
  /(?!\u200C|\u200D|[\uFE00-\uFE0F\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/u;
const EITHER = new RegExp(`${TAGGED_FLAG.source}|${OBEYED.source}`, "gu");
/** Marks piled up on one letter reach over the lines above; no script needs so many. */
const PILE = /(\p{M}{8})\p{M}+/gu;

const TAB = "    ";
const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;

/** Gives one line of text that can be written to a terminal: line ends too are symbols. Applying it twice changes nothing. */
export function sanitise(text: string): string {
  return text.replace(EITHER, symbolOf).replace(PILE, "$1");
}

/** Lines as their author broke them, each sanitised. */
export function sanitiseLines(text: string): string[] {
  return text.split(/\r\n|[\n\u2028\u2029]/).map(sanitise);
}

function symbolOf(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  if (found.length > 2) return found;
  if (found === "\t") return TAB;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === DELETE) return "\u2421";
  if (code >= 0xd800 && code <= 0xdfff) return "\uFFFD";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
