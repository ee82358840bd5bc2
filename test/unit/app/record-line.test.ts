// An entry of the audit record as a sentence: every act has its words, and those to come have some.

import { expect, test } from "vitest";
import { enGuard } from "../../../src/app/room/en-guard.ts";
import { lineOf } from "../../../src/app/room/guard/record-line.ts";
import { addWords } from "../../../src/app/shared/t.ts";

await addWords(enGuard);
const names = new Map([["g_Bob", "Bob"]]);

function said(action: string, target?: string, reason?: string): string {
  const entry = { entry: 1, at: 0, by: { id: "g_Ada", name: "Ada" }, action, target, reason };
  // Names stand in marks that keep their direction to themselves.
  return lineOf(entry, names).replace(/[\u2066-\u2069]/g, "");
}

test("R10-27 R10-50 who did what to whom is a sentence", () => {
  expect(said("kick", "g_Bob")).toBe("Ada sent Bob away");
  expect(said("mute", "g_Bob", "loud")).toBe("Ada muted Bob: loud");
  expect(said("ban until 2026-11-28T12:00:00.000Z", "g_Bob")).toMatch(/^Ada banned Bob until \w+.* 2026/);
  expect(said("ban", "g_Gone")).toBe("Ada banned somebody");
  expect(said("role moderator", "g_Bob")).toBe("Ada made Bob a moderator");
  expect(said("role emperor", "g_Bob")).toBe("Ada gave Bob another role");
  expect(said("close poll", "12")).toBe("Ada closed the poll 12");
  expect(said("make invite", "i1 member")).toBe("Ada made the invite i1 member");
  expect(said("join by invite", "i1")).toBe("Ada came in by the invite i1");
  expect(said("switch off webhook", "hooks.example")).toBe(
    "Ada switched off a webhook to hooks.example, which failed for good",
  );
  expect(said("rotate bot", "b_1")).toBe("Ada gave the bot b_1 another secret");
  expect(said("restore", "2026-11-28T12:00:00.000Z")).toMatch(/^Ada took the room back to how it was at \w+.* 2026/);
  expect(said("report dismissed", "3")).toBe("Ada dismissed report 3");
});

test("an act of a later version is said all the same", () => {
  expect(said("paint", "the walls")).toBe("Ada: paint the walls");
});
