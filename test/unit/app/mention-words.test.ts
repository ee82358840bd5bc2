// Names after an @: where one is being typed, which could be meant, and whom a text speaks to in the end.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complete, HERE, mentionAt, mentionsAfter, mentionsIn, suggest } from "../../../src/app/room/mention-words.ts";

const PEOPLE = [
  { id: "ada", name: "Ada Lovelace" },
  { id: "bob", name: "Bob" },
  { id: "bo", name: "Bo" },
  { id: "zoe", name: "Zoë" },
  HERE,
];
const NOBODY: ReadonlySet<string> = new Set();

test("a name begins after an @ that begins a word, and ends at the caret", () => {
  expect(mentionAt("hello @bo", 9)).toEqual({ start: 6, query: "bo" });
  expect(mentionAt("@", 1)).toEqual({ start: 0, query: "" });
  expect(mentionAt("(@ada", 5)).toEqual({ start: 1, query: "ada" });
  expect(mentionAt("hello @bo there", 9)).toEqual({ start: 6, query: "bo" });
  for (const [text, caret] of [
    ["mail me at ada@example", 22],
    ["@bob is", 7],
    ["hello", 5],
    ["@bo", 0],
  ] as const)
    expect([text, mentionAt(text, caret)]).toEqual([text, undefined]);
});

test("those come whose name, or a word of it, begins so", () => {
  expect(suggest(PEOPLE, "b").map(({ id }) => id)).toEqual(["bob", "bo"]);
  expect(suggest(PEOPLE, "LOVE").map(({ id }) => id)).toEqual(["ada"]);
  expect(suggest(PEOPLE, "zo").map(({ id }) => id)).toEqual(["zoe"]);
  expect(suggest(PEOPLE, "x")).toEqual([]);
});

test("a chosen name takes the place of what was typed, with one space after it", () => {
  const text = "hello @lov how are you";
  const at = mentionAt(text, 10);
  expect(at && complete(text, at, "Ada Lovelace")).toEqual({ text: "hello @Ada Lovelace how are you", caret: 20 });
});

describe("whom a text speaks to", () => {
  const of = (text: string, chosen = NOBODY) => mentionsIn(text, PEOPLE, chosen);

  test("whole names after an @, in any case", () => {
    expect(of("hello @ada lovelace, and @BOB!")).toEqual(["ada", "bob"]);
    expect(of("@here: lunch")).toEqual(["*"]);
    expect(of("hello @bobby and ada@bob.example")).toEqual([]);
    expect(of("Bob without a sign")).toEqual([]);
  });

  test("of two with one name those who were chosen, or both", () => {
    const twins = [
      { id: "one", name: "Kim" },
      { id: "two", name: "Kim" },
    ];
    expect(mentionsIn("@Kim", twins, new Set(["two"]))).toEqual(["two"]);
    expect(mentionsIn("@Kim", twins, NOBODY)).toEqual(["one", "two"]);
  });

  test("R4-90 after an edit: who is named now, and of before whoever is not known here any more", () => {
    const after = (text: string, before: string[]) => mentionsAfter(text, PEOPLE, before, NOBODY);
    expect(after("tea, @Bob?", [])).toEqual(["bob"]);
    expect(after("tea, @Bo?", ["bob", "gone", "*"])).toEqual(["bo", "gone"]);
    expect(after("tea?", ["bob", "gone"])).toEqual([]);
    const twins = ["one", "two"].map((id) => ({ id, name: "Kim" }));
    expect(mentionsAfter("@Kim, tea", twins, ["two"], NOBODY), "as it was chosen then").toEqual(["two"]);
  });

  test("whatever is written, no more than 20, each once, all of them known", () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `m${index}`, name: `n${index}` }));
    expect(mentionsIn(many.map(({ name }) => `@${name}`).join(" "), many, NOBODY)).toHaveLength(20);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("@", "b", "o", " ", "A", "ë", "Z", "\u{1F600}") }), (text) => {
        const found = of(text);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((id) => PEOPLE.some((person) => person.id === id))).toBe(true);
      }),
    );
  });
});
