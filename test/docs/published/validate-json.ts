// validate-json.ts: checks JSON against a JSON Schema (drafts 7 and 2020-12), as far as the schemas that are used here go.

import { isList, isObject, type Json, type JsonObject, listOf, membersOf, resolve } from "./json.ts";

/** What is wrong, and which members of an object a keyword has looked at. */
type Verdict = { readonly problems: readonly string[]; readonly seen: ReadonlySet<string> };
type Place = { readonly root: Json; readonly path: string };
type Rule = (asked: Json, value: Json, place: Place, schema: JsonObject) => Verdict | readonly string[];

/**
 * Says what is wrong, one line each; nothing where the value holds.
 *
 * Throws on a keyword that it does not know, so that nothing passes unlooked at. `format` is taken as a remark.
 */
export function problemsOf(schema: Json, value: Json, root: Json = schema): readonly string[] {
  return judge(schema, value, { root, path: "" }).problems;
}

const REMARKS = new Set(
  "$schema $id $comment $defs $dynamicAnchor definitions description title example examples default format deprecated readOnly".split(
    " ",
  ),
);

function judge(schema: Json, value: Json, at: Place): Verdict {
  if (schema === true) return verdict([]);
  if (!isObject(schema)) return verdict([`${at.path || "/"}: may not be there`]);
  // A schema with an address of its own is the root of what stands in it.
  const place = schema["$id"] === undefined ? at : { ...at, root: schema };
  const verdicts = Object.entries(schema).flatMap(([keyword, asked]) => {
    if (REMARKS.has(keyword) || keyword.startsWith("x-") || LATER.has(keyword)) return [];
    const rule = RULES.get(keyword);
    if (rule === undefined) throw new Error(`no rule for the keyword ${keyword}`);
    const found = rule(asked, value, place, schema);
    return [isVerdict(found) ? found : verdict(found)];
  });
  const all = merge(verdicts);
  if (schema["unevaluatedProperties"] !== false) return all;
  const left = membersOf(value).flatMap(([name]) => (all.seen.has(name) ? [] : [`${at.path}/${name}: is not known`]));
  return verdict([...all.problems, ...left], all.seen);
}

const LATER = new Set(["unevaluatedProperties", "then", "else"]);

const RULES = new Map<string, Rule>([
  [
    "$ref",
    (asked, value, place) => {
      const address = typeof asked === "string" ? asked : "";
      const target = resolve(place.root, address);
      if (target !== undefined) return judge(target, value, place);
      const foreign = membersOf(isObject(place.root) ? place.root["definitions"] : undefined).find(
        ([, each]) => isObject(each) && each["$id"] === address,
      );
      if (foreign === undefined) throw new Error(`the address ${address} leads nowhere`);
      return judge(foreign[1], value, place);
    },
  ],
  [
    "type",
    (asked, value, { path }) =>
      (isList(asked) ? asked : [asked]).some((type) => isOfType(value, type))
        ? []
        : [`${path || "/"}: is no ${JSON.stringify(asked)}`],
  ],
  ["const", (asked, value, { path }) => (isSame(asked, value) ? [] : [`${path}: is not ${JSON.stringify(asked)}`])],
  [
    "enum",
    (asked, value, { path }) =>
      listOf(asked).some((each) => isSame(each, value)) ? [] : [`${path}: is none of ${JSON.stringify(asked)}`],
  ],
  [
    "properties",
    (asked, value, place) =>
      merge(
        membersOf(asked).flatMap(([name, schema]) => {
          if (!isObject(value)) return [];
          const member = Object.hasOwn(value, name) ? value[name] : undefined;
          return member === undefined ? [] : [seeing(name, judge(schema, member, below(place, name)))];
        }),
      ),
  ],
  [
    "patternProperties",
    (asked, value, place) =>
      merge(
        membersOf(asked).flatMap(([pattern, schema]) =>
          membersOf(value)
            .filter(([name]) => new RegExp(pattern, "u").test(name))
            .map(([name, member]) => seeing(name, judge(schema, member, below(place, name)))),
        ),
      ),
  ],
  [
    "additionalProperties",
    (asked, value, place, schema) => {
      const own = membersOf(schema["properties"]).map(([name]) => name);
      const patterns = membersOf(schema["patternProperties"]).map(([pattern]) => new RegExp(pattern, "u"));
      const others = membersOf(value).filter(
        ([name]) => !own.includes(name) && !patterns.some((pattern) => pattern.test(name)),
      );
      return merge(others.map(([name, member]) => seeing(name, judge(asked, member, below(place, name)))));
    },
  ],
  [
    "propertyNames",
    (asked, value, place) =>
      merge(membersOf(value).map(([name]) => verdict(judge(asked, name, below(place, name)).problems))),
  ],
  [
    "required",
    (asked, value, { path }) =>
      isObject(value)
        ? textsOf(asked).flatMap((name) => (Object.hasOwn(value, name) ? [] : [`${path}/${name}: is missing`]))
        : [],
  ],
  [
    "dependentSchemas",
    (asked, value, place) =>
      merge(
        membersOf(asked)
          .filter(([name]) => isObject(value) && Object.hasOwn(value, name))
          .map(([, schema]) => judge(schema, value, place)),
      ),
  ],
  [
    "items",
    (asked, value, place) =>
      listOf(value).flatMap((each, index) =>
        isList(asked) ? [] : judge(asked, each, below(place, String(index))).problems,
      ),
  ],
  ["additionalItems", () => []],
  [
    "uniqueItems",
    (asked, value, { path }) => {
      const texts = listOf(value).map((each) => JSON.stringify(each));
      return asked === true && new Set(texts).size < texts.length ? [`${path}: has one twice`] : [];
    },
  ],
  ["minItems", (asked, value, { path }) => atLeast(asked, isList(value) ? value.length : undefined, path)],
  ["maxItems", (asked, value, { path }) => atMost(asked, isList(value) ? value.length : undefined, path)],
  ["minProperties", (asked, value, { path }) => atLeast(asked, isObject(value) ? sizeOf(value) : undefined, path)],
  ["maxProperties", (asked, value, { path }) => atMost(asked, isObject(value) ? sizeOf(value) : undefined, path)],
  ["minLength", (asked, value, { path }) => atLeast(asked, typeof value === "string" ? chars(value) : undefined, path)],
  ["maxLength", (asked, value, { path }) => atMost(asked, typeof value === "string" ? chars(value) : undefined, path)],
  ["minimum", (asked, value, { path }) => atLeast(asked, typeof value === "number" ? value : undefined, path)],
  ["maximum", (asked, value, { path }) => atMost(asked, typeof value === "number" ? value : undefined, path)],
  [
    "exclusiveMinimum",
    (asked, value, { path }) =>
      typeof value === "number" && typeof asked === "number" && value <= asked
        ? [`${path}: is not above ${asked}`]
        : [],
  ],
  [
    "pattern",
    (asked, value, { path }) =>
      typeof value === "string" && typeof asked === "string" && !new RegExp(asked, "u").test(value)
        ? [`${path}: is not like ${asked}`]
        : [],
  ],
  ["allOf", (asked, value, place) => merge(listOf(asked).map((schema) => judge(schema, value, place)))],
  ["anyOf", (asked, value, place) => oneOrMore(asked, value, place, Infinity)],
  ["oneOf", (asked, value, place) => oneOrMore(asked, value, place, 1)],
  [
    "not",
    (asked, value, place) =>
      judge(asked, value, place).problems.length > 0 ? [] : [`${place.path || "/"}: is what it must not be`],
  ],
  [
    "if",
    (asked, value, place, schema) => {
      const condition = judge(asked, value, place);
      const holds = condition.problems.length === 0;
      const then = schema[holds ? "then" : "else"];
      return merge([...(holds ? [condition] : []), ...(then === undefined ? [] : [judge(then, value, place)])]);
    },
  ],
]);

function oneOrMore(asked: Json, value: Json, place: Place, most: number): Verdict {
  const verdicts = listOf(asked).map((schema) => judge(schema, value, place));
  const held = verdicts.filter(({ problems }) => problems.length === 0);
  if (held.length > most) return verdict([`${place.path || "/"}: fits ${held.length} forms where it may fit one`]);
  if (held.length > 0) return merge(held);
  // The form that comes nearest tells most.
  const nearest = verdicts.toSorted((a, b) => a.problems.length - b.problems.length)[0];
  return verdict([`${place.path || "/"}: fits no form`, ...(nearest?.problems ?? [])]);
}

function atLeast(asked: Json, size: number | undefined, path: string): string[] {
  return size !== undefined && size < Number(asked) ? [`${path}: is below ${JSON.stringify(asked)}`] : [];
}

function atMost(asked: Json, size: number | undefined, path: string): string[] {
  return size !== undefined && size > Number(asked) ? [`${path}: is above ${JSON.stringify(asked)}`] : [];
}

function textsOf(value: Json): string[] {
  return listOf(value).flatMap((each) => (typeof each === "string" ? [each] : []));
}

function isOfType(value: Json, type: Json): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return isList(value);
  if (type === "object") return isObject(value);
  return type === "null" ? value === null : typeof value === type;
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const sizeOf = (value: JsonObject) => Object.keys(value).length;
const chars = (text: string) => Array.from(text).length;
const below = (place: Place, name: string): Place => ({ ...place, path: `${place.path}/${name}` });

function isVerdict(found: Verdict | readonly string[]): found is Verdict {
  return "problems" in found;
}

function verdict(problems: readonly string[], seen: ReadonlySet<string> = new Set()): Verdict {
  return { problems, seen };
}

function seeing(name: string, { problems }: Verdict): Verdict {
  return verdict(problems, new Set([name]));
}

function merge(verdicts: readonly Verdict[]): Verdict {
  return verdict(
    verdicts.flatMap(({ problems }) => problems),
    new Set(verdicts.flatMap(({ seen }) => [...seen])),
  );
}
