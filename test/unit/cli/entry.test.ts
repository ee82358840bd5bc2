// What somebody writes: something to say, a command, or a command that there is not.

import { expect, test } from "vitest";
import { parseEntry } from "../../../src/cli/entry.ts";

test.for<[typed: string, entry: object]>([
  ["Hello", { kind: "say", text: "Hello" }],
  ["  indented\n  more  ", { kind: "say", text: "  indented\n  more" }],
  ["\n\nlate", { kind: "say", text: "late" }],
  ["a\u0000b\uD800", { kind: "say", text: "ab\uFFFD" }],
  ["   ", { kind: "nothing" }],
  ["//who", { kind: "say", text: "/who" }],
  ["/etc/hosts is gone", { kind: "say", text: "/etc/hosts is gone" }],
  ["/ maybe", { kind: "say", text: "/ maybe" }],
  ["/who", { kind: "who" }],
  ["/WHO ", { kind: "who" }],
  ["/quit", { kind: "quit" }],
  ["/exit", { kind: "quit" }],
  ["/help", { kind: "help" }],
  ["/history", { kind: "history", count: 20 }],
  ["/history 5", { kind: "history", count: 5 }],
  ["/name  Ada Lovelace ", { kind: "name", name: "Ada Lovelace" }],
  ["/vote 2", { kind: "vote", numbers: [2] }],
  ["/vote 1, 3", { kind: "vote", numbers: [1, 3] }],
  ["/vote none", { kind: "vote", numbers: [] }],
  ["/close", { kind: "close" }],
  ["/leave", { kind: "leave" }],
  ["/retry", { kind: "retry", which: undefined }],
  ["/discard 2", { kind: "discard", which: 2 }],
])("%j", ([typed, entry]) => {
  expect(parseEntry(typed)).toEqual(entry);
});

test.for<[typed: string, problem: RegExp]>([
  ["/dance", /no command \/dance; .*write \/\/dance/],
  ["/history 0", /from 1 to 1000/],
  ["/history many", /from 1 to 1000/],
  ["/name", /1 to 64/],
  ["/name \u202Ex", /1 to 64/],
  ["/vote", /number of an option/],
  ["/vote soup", /number of an option/],
  ["/retry x", /number of a refused message/],
])("%j is explained", ([typed, problem]) => {
  expect(parseEntry(typed)).toEqual({ kind: "wrong", problem: expect.stringMatching(problem) });
});
