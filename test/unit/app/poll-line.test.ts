// What stands behind /poll: a question and choices, and what of it can be sent.

import { expect, test } from "vitest";
import { askedOf, parsePollLine } from "../../../src/app/room/poll/poll-line.ts";
import { pollLine } from "../../../src/app/room/poll/poll-text.ts";

test("a line is a question and its choices, and a poll is that line again", () => {
  const draft = parsePollLine("Lunch? | Soup |  Salad || ");
  expect(draft).toEqual({ question: "Lunch?", options: ["Soup", "Salad"] });
  expect(pollLine(draft)).toBe("/poll Lunch? | Soup | Salad");
  expect(parsePollLine("")).toEqual({ question: "", options: [] });
});

test("what is whole can be sent, with what else was chosen", () => {
  expect(askedOf({ question: " Lunch? ", options: ["Soup", "", " Salad", "Soup"] }, { multiple: true })).toEqual({
    kind: "poll",
    text: "Lunch?",
    poll: { options: ["Soup", "Salad"], multiple: true },
  });
});

test.for([
  ["no question", { question: " ", options: ["Soup", "Salad"] }, "missing"],
  ["one choice twice", { question: "Lunch?", options: ["Soup", "Soup "] }, "missing"],
  ["a choice that is too long", { question: "Lunch?", options: ["Soup", "x".repeat(81)] }, "long"],
  ["too many choices", { question: "Lunch?", options: Array.from({ length: 11 }, (_, n) => `${n}`) }, "long"],
  ["a question that is too long", { question: "x".repeat(301), options: ["Soup", "Salad"] }, "long"],
] as const)("%s: it is not sent", ([, draft, kind]) => {
  expect(askedOf(draft).kind).toBe(kind);
});
