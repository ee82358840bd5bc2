// What counts as new, and where its line stands.

import { expect, test } from "vitest";
import { answer, beginReading, countUnread, lookAtNewest, lookAway } from "../../../src/app/room/reading.ts";
import { ADA, BO, gap, pending, renamed, said } from "./timeline-items.ts";

test("somebody new finds nothing unread", () => {
  expect(beginReading(0, 40)).toEqual({ seen: 40, unreadAfter: undefined });
});

test("somebody who comes back finds the line where they left", () => {
  expect(beginReading(30, 40)).toEqual({ seen: 30, unreadAfter: 30 });
});

test("seeing the newest keeps the line: it shows where the new began", () => {
  expect(lookAtNewest(beginReading(30, 40), 40)).toEqual({ seen: 40, unreadAfter: 30 });
});

test("looking away moves the line only when something comes", () => {
  const seen = lookAtNewest(beginReading(30, 40), 40);
  expect(lookAway(seen, 40)).toBe(seen);
  expect(lookAway(seen, 41)).toEqual({ seen: 40, unreadAfter: 40 });
  expect(lookAway(lookAway(seen, 41), 42)).toEqual({ seen: 40, unreadAfter: 40 });
});

test("answering takes the line away", () => {
  expect(answer(beginReading(30, 40)).unreadAfter).toBeUndefined();
});

test("only messages of others count, up to what was seen", () => {
  const items = [said(1, BO), said(2, BO), gap(2, 5), said(5, BO), said(6, ADA), renamed(7), said(8, BO), pending("a")];
  expect(countUnread(items, 2, ADA.id)).toBe(2);
  expect(countUnread(items, 8, ADA.id)).toBe(0);
  expect(countUnread(items, undefined, ADA.id)).toBe(0);
});
