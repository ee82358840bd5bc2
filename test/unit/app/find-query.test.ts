// What is typed into the search field, and what is marked of what was found.

import { expect, test } from "vitest";
import { asksForDay, formatFilterDay, markFound, parseDay, parseFindQuery } from "../../../src/app/room/find-query.ts";
import { seenBy } from "../../../src/app/room/seen-by.ts";
import { said } from "./timeline-items.ts";

const asked = (typed: string) => parseFindQuery(typed)?.asked;
const shown = (text: string, query: string) =>
  markFound(text, parseFindQuery(query)?.words ?? [])
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join("");

test("filters are taken out of the words, wherever they stand", () => {
  expect(asked("green tea")).toEqual({ q: "green tea" });
  expect(asked("from:@Ada green has:link tea")).toEqual({ from: "Ada", has: "link", q: "green tea" });
  expect(asked('from:"Ada Lovelace"')).toEqual({ from: "Ada Lovelace" });
  expect(asked("before:2026-03-01 tea")).toEqual({ beforeAt: new Date(2026, 2, 1).getTime(), q: "tea" });
  expect(asked("AFTER:2026-3-1")).toEqual({ afterAt: new Date(2026, 2, 1).getTime() });
});

test("what looks like a filter and is none stays a word, and nothing asks for nothing", () => {
  expect(asked("before:tomorrow")).toEqual({ q: "before:tomorrow" });
  expect(asked("has:cheese")).toEqual({ q: "has:cheese" });
  expect(asked("https://from:here")).toEqual({ q: "https://from:here" });
  expect(asked("from:")).toEqual({ q: "from:" });
  for (const nothing of ["", "   ", "!?", "+"]) expect(asked(nothing)).toBe(undefined);
});

test("whoever begins a filter of days is told how a day is written, until there is one", () => {
  for (const typed of ["before:", "tea after:1.3.", "before:2026-02-30"]) expect(asksForDay(typed)).toBe(true);
  for (const typed of ["", "tea", "before:2026-03-01", "the day before: tea"])
    expect(asksForDay(typed)).toBe(typed.endsWith(": tea"));
  expect(formatFilterDay(new Date(2026, 2, 1).getTime())).toBe("2026-03-01");
});

test("a day is one that there is", () => {
  expect(parseDay("2026-02-28")).toBe(new Date(2026, 1, 28).getTime());
  for (const none of ["2026-02-30", "2026-13-01", "26-01-01", "1950-01-01", "today", ""])
    expect([none, parseDay(none)]).toEqual([none, undefined]);
});

test("words are marked as the server finds them: whole, the last as a beginning, without case and accents", () => {
  expect(shown("Green tea at five", "green te")).toBe("[Green] [tea] at five");
  expect(shown("greens and tea", "green tea")).toBe("greens and [tea]");
  expect(shown("Čaj o páté, <b>čaj</b>", "caj")).toBe("[Čaj] o páté, <b>[čaj]</b>");
  expect(shown("nothing of it", "tea")).toBe("nothing of it");
  expect(shown("by whom alone", "from:ada")).toBe("by whom alone");
});

test("what is found is shown as it reads: without marks, and spoilers stay hidden", () => {
  expect(shown("the **green** tea, `hot`", "green")).toBe("the [green] tea, hot");
  expect(shown("it ends ||with a wedding||, says Ada", "wedding")).toBe("it ends (spoiler), says Ada");
});

test("of a long text the part is shown where the first word stands", () => {
  const text = `${"before ".repeat(100)}tea ${"after ".repeat(100)}`;
  const found = shown(text, "tea");
  expect(found).toContain("[tea]");
  expect(found.startsWith("…") && found.endsWith("…")).toBe(true);
  expect(found.length).toBeLessThan(260);
});

test("the newest was seen by those who read it, but for its author and oneself", () => {
  const people = ["ada", "bob", "cleo", "dan"].map((id) => ({ id, name: id }));
  const items = [said(1), said(2, { id: "bob", name: "bob" })];
  const reads = new Map([
    ["ada", 2],
    ["bob", 2],
    ["cleo", 3],
    ["dan", 1],
  ]);
  expect(seenBy(items, reads, people, "ada").map(({ id }) => id)).toEqual(["cleo"]);
  expect(seenBy([], reads, people, "ada")).toEqual([]);
});
