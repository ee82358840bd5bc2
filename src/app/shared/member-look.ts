// How a member looks: a hue from the id, initials from the name.

export const HUES = 12;

/** The same id has the same hue everywhere (FNV-1a). */
export function hueOf(memberId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < memberId.length; index++) {
    hash = Math.imul(hash ^ memberId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % HUES;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The first sign of the first two words, as capitals. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/u, 2)
    .map((word) => first(word))
    .join("")
    .toLocaleUpperCase();
}

function first(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment;
  return "";
}
