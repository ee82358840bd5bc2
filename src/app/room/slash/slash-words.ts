// What stands behind a command: whom it means, and for how long. Pure.

export type Person = { readonly id: string; readonly name: string };

export type PersonFound =
  | { readonly kind: "found"; readonly person: Person; readonly rest: string }
  /** Nobody who is known here, or nothing was typed. */
  | { readonly kind: "nobody"; readonly typed: string }
  /** Several are called so. */
  | { readonly kind: "several"; readonly typed: string };

/** A name may have blanks in it: the longest that fits is meant. An @ before it counts for nothing. */
export function personIn(people: readonly Person[], typed: string): PersonFound {
  const words = typed.replace(/^@/, "");
  const fitting = people.filter(({ name }) => begins(words, name));
  const longest = Math.max(0, ...fitting.map(({ name }) => name.length));
  const [person, ...others] = fitting.filter(({ name }) => name.length === longest);
  if (person === undefined) return { kind: "nobody", typed: words };
  if (others.length > 0) return { kind: "several", typed: person.name };
  return { kind: "found", person, rest: words.slice(longest).trim() };
}

/** Those whose name begins so. */
export function peopleBegun(people: readonly Person[], typed: string): readonly Person[] {
  const words = fold(typed.replace(/^@/, ""));
  return people.filter(({ name }) => fold(name).startsWith(words) && fold(name) !== words);
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export type SpanFound = {
  /** Undefined where none was typed. */
  readonly ms: number | undefined;
  readonly rest: string;
};

/** "30s", "10m", "2h", "1d"; a number alone counts `unit`. */
export function spanIn(typed: string, unit: "s" | "m"): SpanFound {
  const [all = "", digits, letter = unit] = /^(\d{1,9})([smhd])?(?=\s|$)/i.exec(typed) ?? [];
  const each = UNIT_MS[letter.toLowerCase()];
  if (digits === undefined || each === undefined) return { ms: undefined, rest: typed };
  return { ms: Number(digits) * each, rest: typed.slice(all.length).trim() };
}

function begins(words: string, name: string): boolean {
  if (fold(words.slice(0, name.length)) !== fold(name)) return false;
  const after = words.charAt(name.length);
  return after === "" || /\s/.test(after);
}

function fold(text: string): string {
  return text.toLowerCase();
}
