// What the pages of uses read from a room in which anybody may put and send anything.

import { expect, test } from "vitest";
import { createWanderer, follow, readFigures } from "../../../../src/app/uses/dashboard/figures.ts";
import { newNoteKey, readNotes } from "../../../../src/app/uses/notes/read-notes.ts";
import { readEvents, readSnapshot } from "../../../../src/app/uses/notifications/read-notifications.ts";
import { createMarket, readPrices } from "../../../../src/app/uses/ticker/quotes.ts";
import { nameSchema } from "../../../../src/protocol/schemas.ts";
import * as v from "valibot";

const by = { id: "g_1", name: "Ada" };
const held = (values: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(values).map(([key, value]) => [key, { value, at: 7, by }]));

test("figures are there once each of them is, and none of them is nonsense", () => {
  const measured = createWanderer(() => 0.5)();
  expect(readFigures(held(measured))).toMatchObject({ source: { name: "Ada", atMs: 7 }, figures: { requests: 640 } });
  for (const key of Object.keys(measured)) {
    expect(readFigures(held({ ...measured, [key]: "1" }))).toBeUndefined();
    const { [key]: _, ...rest } = measured;
    expect(readFigures(held(rest))).toBeUndefined();
    expect(v.is(nameSchema, key)).toBe(true);
  }
  expect(readFigures(held({ ...measured, "figure.processor": 101 }))).toBeUndefined();
});

test("the way of a figure keeps the newest", () => {
  expect(follow([1, 2, 3], 4, 3)).toEqual([2, 3, 4]);
});

test("notes are read in the order in which they were begun", () => {
  const [older, newer] = [newNoteKey(1000), newNoteKey(2_000_000_000_000)];
  const notes = readNotes(
    held({ [newer]: { text: "b" }, [older]: { text: "a" }, "note.x": 1, "price.x": { text: "c" } }),
  );
  expect(notes).toEqual([
    { key: older, text: "a", by, at: 7 },
    { key: newer, text: "b", by, at: 7 },
  ]);
  expect(v.is(nameSchema, newer)).toBe(true);
});

test("each of 20 prices comes in turn, and is counted", () => {
  const next = createMarket(() => 0.495);
  const quotes = Array.from({ length: 40 }, next);
  expect(new Set(quotes.map(({ key }) => key)).size).toBe(20);
  expect(quotes.map(({ value }) => value.count)).toEqual(quotes.map((_, index) => index));
  const [first] = readPrices(
    held({ ...Object.fromEntries(quotes.map(({ key, value }) => [key, value])), "price.a": {} }),
  );
  expect(first).toEqual({ name: "ACORN", price: 168.5, opened: 168.5, count: 20 });
});

test("notifications are messages that still have a text", () => {
  const message = { seq: 3, at: 7, kind: "message", by, id: "a", text: "hello" };
  const shown = { seq: 3, at: 7, by, text: "hello" };
  const { text: _, ...removed } = message;
  expect(
    readEvents(JSON.stringify({ events: [message, removed, { ...message, kind: "reacted" }, { kind: "new" }] })),
  ).toEqual([shown]);
  expect(readEvents("{")).toEqual([]);
  expect(readSnapshot(JSON.stringify({ recovered: false, snapshot: { messages: [message, removed] } }))).toEqual([
    shown,
  ]);
  expect(readSnapshot(JSON.stringify({ recovered: true }))).toBeUndefined();
});
