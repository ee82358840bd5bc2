// Names in what somebody said: only where they name somebody, whole, and whatever else is in the text and in the names.

import { isValidElement } from "preact";
import { expect, test } from "vitest";
import { markNames, type Named } from "../../../../src/app/text/name-marks.tsx";

const PEOPLE: readonly Named[] = [
  { name: "Ada", isYou: false },
  { name: "Ada Lovelace", isYou: false },
  { name: "Zo\u00e9", isYou: true },
  { name: "here", isYou: true },
  { name: "a.*(b", isYou: false },
];

/** Names in brackets, those that mean whoever looks in two. */
function shown(text: string, people = PEOPLE): string {
  const drawn = markNames(people)?.(text) ?? text;
  const draw = (part: unknown): string => {
    if (!isElement(part)) return String(part);
    const { children, class: classes } = part.props;
    return String(classes).endsWith(" you") ? `[[${String(children)}]]` : `[${String(children)}]`;
  };
  return Array.isArray(drawn) ? drawn.map(draw).join("") : draw(drawn);
}

function isElement(value: unknown): value is { readonly props: Readonly<Record<string, unknown>> } {
  return isValidElement(value);
}

test.for([
  ["@Ada, look", "[@Ada], look"],
  ["ask @ada lovelace or @ADA", "ask [@ada lovelace] or [@ADA]"],
  ["@Adam and me@Ada and @Ada_1", "@Adam and me@Ada and @Ada_1"],
  ["(@zo\u00c9) @here!", "([[@zo\u00c9]]) [[@here]]!"],
  ["@Bob @@Ada Ada", "@Bob @[@Ada] Ada"],
  ["@a.*(b @axxb", "[@a.*(b] @axxb"],
  ["@", "@"],
])("%s", ([text = "", expected]) => {
  expect(shown(text)).toBe(expected);
});

test("where nobody is named nothing is looked for, and a name that two bear is one's own where one bears it", () => {
  expect(markNames([])).toBeUndefined();
  expect(markNames([{ name: "", isYou: true }])).toBeUndefined();
  const [mine, other] = [true, false].map((isYou) => ({ name: "Ada", isYou }));
  if (mine === undefined || other === undefined) throw new Error("unreachable");
  for (const people of [
    [mine, other],
    [other, mine],
  ])
    expect(shown("@Ada", people)).toBe("[[@Ada]]");
});

test("a long text of nothing but beginnings of names takes no longer than its length asks", () => {
  const people = Array.from({ length: 20 }, (_, at) => ({ name: `${"a".repeat(38)}${at}`, isYou: false }));
  const text = `@${"a".repeat(38)} `.repeat(1_000);
  const before = process.threadCpuUsage();
  expect(shown(text, people)).toBe(text);
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(500);
});
