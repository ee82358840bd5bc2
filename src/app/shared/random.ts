// Chance, from the browser's own source.

/** 0 or more, below `limit`. */
export function randomBelow(limit: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % limit;
}

export function pick(words: readonly string[]): string {
  return words[randomBelow(words.length)] ?? "";
}
