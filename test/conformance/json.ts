// json.ts: JSON as it came over the wire, and what is expected of it, without a word from the server's own code.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Says what should have been there, or gives undefined where it is. */
export type Check = (value: Json | undefined) => string | undefined;

/** What is named must be there and match; fields that are not named may be there too (contract, head). */
export type Pattern = Json | RegExp | Check | readonly Pattern[] | { readonly [key: string]: Pattern };

/** Gives undefined for text that is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the deployment does is not what the contract says. */
export class Broken extends Error {
  override readonly name = "Broken";
}

export const absent: Check = (value) => (value === undefined ? undefined : "nothing");
export const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "a string");
/** A whole number of at least 0. */
export const count: Check = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? undefined : "a whole number";
export const positive: Check = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? undefined : "a whole number above 0";
/** Milliseconds since the Unix epoch, by a clock that is at most an hour from ours. */
export const now: Check = (value) => near(Date.now(), 3_600_000)(value);

export function near(time: number, withinMs: number): Check {
  return (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value - time) <= withinMs
      ? undefined
      : `whole milliseconds within ${withinMs} of ${time}`;
}

export function oneOf(...values: readonly Json[]): Check {
  return (value) => (values.some((each) => each === value) ? undefined : `one of ${JSON.stringify(values)}`);
}

/** A list of which some element matches. */
export function holding(pattern: Pattern): Check {
  return (value) =>
    Array.isArray(value) && value.some((each: Json) => mismatch(each, pattern, "") === undefined)
      ? undefined
      : `a list that holds ${show(pattern)}`;
}

/** A list of so many elements. */
export function listOf(length: number): Check {
  return (value) => (Array.isArray(value) && value.length === length ? undefined : `a list of ${length}`);
}

/** Throws `Broken` where `value` is not as the pattern says. Lists must have the pattern's length. */
export function expectMatch(what: string, value: Json | undefined, pattern: Pattern): void {
  const problem = mismatch(value, pattern, "");
  if (problem !== undefined) throw new Broken(`${what} ${problem}; it is ${show(value)}`);
}

/** Throws `Broken` where the two differ in anything. */
export function expectSame(what: string, value: Json | undefined, wanted: Json | undefined): void {
  if (canonical(value) !== canonical(wanted))
    throw new Broken(`${what} should be ${show(wanted)}, but is ${show(value)}`);
}

/** Throws `Broken` with `problem` where `condition` does not hold. */
export function expectThat(condition: boolean, problem: string): void {
  if (!condition) throw new Broken(problem);
}

/** The value at a path such as `you.id`; undefined where there is none. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const key of path.split(".")) {
    if (Array.isArray(here)) here = here[Number(key)];
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return undefined;
  }
  return here;
}

export function stringAt(value: Json | undefined, path: string): string {
  const found = at(value, path);
  if (typeof found !== "string") throw new Broken(`${path} should be a string in ${show(value)}`);
  return found;
}

export function numberAt(value: Json | undefined, path: string): number {
  const found = at(value, path);
  if (typeof found !== "number") throw new Broken(`${path} should be a number in ${show(value)}`);
  return found;
}

export function listAt(value: Json | undefined, path: string): readonly Json[] {
  const found = at(value, path);
  if (!Array.isArray(found)) throw new Broken(`${path} should be a list in ${show(value)}`);
  return [...found];
}

export function show(value: Pattern | undefined): string {
  const shown = JSON.stringify(value, (_key, part: unknown) =>
    part instanceof RegExp ? String(part) : typeof part === "function" ? "…" : part,
  );
  if (shown === undefined) return "nothing";
  return shown.length <= 500 ? shown : `${shown.slice(0, 500)}… (${shown.length} characters)`;
}

function mismatch(value: Json | undefined, pattern: Pattern, path: string): string | undefined {
  const place = path === "" ? "" : ` in ${path.slice(1)}`;
  if (typeof pattern === "function") {
    const wanted = pattern(value);
    return wanted === undefined ? undefined : `should have ${wanted}${place}`;
  }
  if (pattern instanceof RegExp) {
    return typeof value === "string" && pattern.test(value) ? undefined : `should match ${pattern}${place}`;
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return `should have a list${place}`;
    if (value.length !== pattern.length) return `should have ${pattern.length} elements${place}, not ${value.length}`;
    return first(pattern.map((each: Pattern, index) => mismatch(value[index], each, `${path}.${index}`)));
  }
  if (typeof pattern === "object" && pattern !== null) {
    if (!isObject(value)) return `should have an object${place}`;
    return first(
      Object.entries(pattern).map(([key, each]: [string, Pattern]) =>
        mismatch(Object.hasOwn(value, key) ? value[key] : undefined, each, `${path}.${key}`),
      ),
    );
  }
  return value === pattern ? undefined : `should have ${show(pattern)}${place}`;
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

/** The same text for the same value, in whatever order its keys stand. */
function canonical(value: Json | undefined): string | undefined {
  return JSON.stringify(value, (_key, part: Json) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
