// Finds the web addresses in a text, in time linear in its length; the tokens joined give the text back.

export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** An address ends at a space, at what quotes it, and at marks that would turn what is seen around. */
const ADDRESS = /(?:https?:\/\/|mailto:)[^\s<>"`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
/** To one mailbox: what comes after a `?` would write the letter. */
const MAILBOX = /^mailto:[^@?]+@[^@?]+$/;
const WORD = /[\p{L}\p{N}_]/u;
const TRAILING = new Set([".", ",", ";", ":", "!", "?", "'", "*", "_", "~", "|", "…", "”", "’", "»", "。", "、", "，"]);
const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > 0 && WORD.test(text.charAt(match.index - 1))) continue;
    const address = withoutTrailing(match[0]);
    const href = parseAddress(address);
    if (href === undefined) continue;
    if (match.index > done) tokens.push({ kind: "text", text: text.slice(done, match.index) });
    tokens.push({ kind: "link", text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) tokens.push({ kind: "text", text: text.slice(done) });
  return tokens;
}

/** Drops the punctuation of the sentence around it; a closing bracket stays where its opening is part of the address. */
function withoutTrailing(address: string): string {
  const surplus: Record<string, number> = {};
  for (const [closing, opening] of Object.entries(OPENING))
    surplus[closing] = count(address, closing) - count(address, opening);
  let end = address.length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const over = surplus[last];
    if (over !== undefined && over > 0) surplus[last] = over - 1;
    else if (!TRAILING.has(last)) break;
    end--;
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  let found = 0;
  for (const each of text) if (each === character) found++;
  return found;
}

/** Gives the address as the browser will open it, or undefined where it is neither of the web nor of a mailbox. */
export function parseAddress(text: string): string | undefined {
  // Asked first: a thrown error for each of thousands of hostile addresses takes seconds.
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol === "mailto:") return MAILBOX.test(url.href) ? url.href : undefined;
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
}
