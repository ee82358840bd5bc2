// What a line that begins with a slash asks for, whom it means and for how long.

import { expect, test } from "vitest";
import { nameBegun, parseSlashLine } from "../../../src/app/room/slash/slash-line.ts";
import { peopleBegun, personIn, spanIn } from "../../../src/app/room/slash/slash-words.ts";

const people = [
  { id: "1", name: "Ada" },
  { id: "2", name: "Ada Lovelace" },
  { id: "3", name: "Žofie" },
  { id: "4", name: "Bob" },
  { id: "5", name: "bob" },
];

test("a command has a name and a rest", () => {
  expect(parseSlashLine("/mute Ada 10m")).toEqual({ kind: "command", name: "mute", rest: "Ada 10m" });
  expect(parseSlashLine("/ME  waves\nand goes ")).toEqual({ kind: "command", name: "me", rest: "waves\nand goes" });
  expect(parseSlashLine("/help")).toEqual({ kind: "command", name: "help", rest: "" });
});

test("two slashes send one, and what is no name of a command is text", () => {
  expect(parseSlashLine("//me waves")).toEqual({ kind: "text", text: "/me waves" });
  for (const text of ["/", "/ me", "/usr/bin is full", "/7 of 9", "/me, too", "me /me"])
    expect(parseSlashLine(text)).toEqual({ kind: "text", text });
});

test("a name is begun until something stands behind it", () => {
  expect(nameBegun("/")).toBe("");
  expect(nameBegun("/Mu")).toBe("mu");
  expect(nameBegun("/mute ")).toBeUndefined();
  expect(nameBegun("//")).toBeUndefined();
});

test("the longest name that fits is meant, whatever its case, with or without an @", () => {
  expect(personIn(people, "ada lovelace 10m")).toMatchObject({ kind: "found", person: { id: "2" }, rest: "10m" });
  expect(personIn(people, "@Ada 1h too loud")).toMatchObject({
    kind: "found",
    person: { id: "1" },
    rest: "1h too loud",
  });
  expect(personIn(people, "žofie")).toMatchObject({ kind: "found", person: { id: "3" }, rest: "" });
});

test("nobody is meant by half a name, and nobody by one that two have", () => {
  expect(personIn(people, "Adam")).toEqual({ kind: "nobody", typed: "Adam" });
  expect(personIn(people, "")).toEqual({ kind: "nobody", typed: "" });
  expect(personIn(people, "Bob")).toMatchObject({ kind: "several" });
});

test("those are offered whose name begins so", () => {
  expect(peopleBegun(people, "ad").map(({ id }) => id)).toEqual(["1", "2"]);
  expect(peopleBegun(people, "@ada").map(({ id }) => id)).toEqual(["2"]);
});

test("a span has a unit, or the one of its command; what stands behind it is kept", () => {
  expect(spanIn("10m too loud", "m")).toEqual({ ms: 600_000, rest: "too loud" });
  expect(spanIn("2H", "m")).toEqual({ ms: 7_200_000, rest: "" });
  expect(spanIn("1d", "s")).toEqual({ ms: 86_400_000, rest: "" });
  expect(spanIn("30", "s")).toEqual({ ms: 30_000, rest: "" });
  for (const typed of ["", "for ever", "10x", "10minutes", "-5m"])
    expect(spanIn(typed, "m")).toEqual({ ms: undefined, rest: typed });
});
