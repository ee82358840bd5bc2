// json.ts: JSON as a type, read and compared without casts.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of JSON; empty for what is none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The members of an object; none for what is no object. */
export function membersOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/** What JSON keeps of a value: undefined members go. */
export function toJson(value: unknown): Json {
  return parseJson(JSON.stringify(value));
}

/** The address of a schema of the document, as a `$ref`. */
export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** Every `$ref` in it, wherever it stands. */
export function refsIn(value: Json): string[] {
  if (isList(value)) return value.flatMap(refsIn);
  return membersOf(value).flatMap(([name, each]) =>
    name === "$ref" && typeof each === "string" ? [each] : refsIn(each),
  );
}

/** What a local `$ref` of the document leads to; undefined where it leads nowhere. */
export function resolve(root: Json, pointer: string): Json | undefined {
  if (pointer === "#") return root;
  if (!pointer.startsWith("#/")) return undefined;
  const names = pointer
    .slice(2)
    .split("/")
    .map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.reduce<Json | undefined>((at, name) => {
    if (isList(at)) return at[Number(name)];
    return isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }, root);
}
