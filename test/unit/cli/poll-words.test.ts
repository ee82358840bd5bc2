// A poll in a terminal: what it asks, and how it stands.

import { expect, test } from "vitest";
import { pollLine, pollText } from "../../../src/cli/poll-words.ts";

const POLL = { question: "Lunch?", options: ["Soup", "Salad"], votes: [0, 2], voters: 2 };

test("R5-40 a poll is its question, its options with what they have, and whether one may still vote", () => {
  expect(pollText(POLL, 1)).toBe("Lunch?\n1. Soup\n2. Salad  (2)\n2 voted");
  expect(pollText({ ...POLL, closesAt: 1 }, 1)).toBe("Lunch?\n1. Soup\n2. Salad  (2)\n2 voted, closed");
  expect(pollLine({ ...POLL, closedAt: 5 }, 1)).toBe("Lunch? Soup 0, Salad 2 (closed)");
  expect(pollLine({ question: "Lunch?", options: ["Soup", "Salad"] }, 1)).toBe("Lunch? Soup 0, Salad 0");
});
