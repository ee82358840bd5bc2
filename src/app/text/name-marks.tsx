// Names after an @ in what somebody said, where they name somebody: set apart, one's own more than others'.

import type { ComponentChildren } from "preact";

/** Whom a message speaks to. `isYou`: whoever looks, or everybody. */
export type Named = { readonly name: string; readonly isYou: boolean };

/** What draws the words of a text. At each @ it compares as many names as a message has at most: linear in the text. */
export function markNames(named: readonly Named[]): ((words: string) => ComponentChildren) | undefined {
  const bearers = new Map<string, boolean>();
  for (const { name, isYou } of named)
    if (name !== "") bearers.set(plain(name), isYou || (bearers.get(plain(name)) ?? false));
  if (bearers.size === 0) return undefined;
  // The longest that fits: `Ada Lovelace` before `Ada`.
  const names = [...bearers.keys()].toSorted((a, b) => b.length - a.length).map((name) => literal(name));
  const sought = new RegExp(`(?<![\\p{L}\\p{N}_])@(${names.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  return (words) => {
    if (!words.includes("@")) return words;
    const drawn: ComponentChildren[] = [];
    let at = 0;
    for (const { index, 0: whole, 1: name = "" } of words.matchAll(sought)) {
      drawn.push(words.slice(at, index), mark(whole, bearers.get(plain(name)) === true));
      at = index + whole.length;
    }
    return drawn.length === 0 ? words : [...drawn, words.slice(at)];
  };
}

function mark(text: string, isYou: boolean) {
  return isYou ? <strong class="mention you">{text}</strong> : <bdi class="mention">{text}</bdi>;
}

function literal(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Case does not count. */
function plain(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
