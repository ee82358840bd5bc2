// JSON that is put together without being parsed.

/** Joins two JSON objects without common keys, unparsed. */
export function joinObjects(first: string, second: string): string {
  return second === "{}" ? first : `${first.slice(0, -1)},${second.slice(1)}`;
}
