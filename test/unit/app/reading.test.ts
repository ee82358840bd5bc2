// What counts as new, and where its line stands.

import { expect, test } from "vitest";
import {
  answer,
  beginReading,
  countUnread,
  lookAtNewest,
  lookAway,
  markUnread,
  unmark,
} from "../../../src/app/room/reading.ts";
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

test("what one marked as unread stays so while one looks, until one goes to the newest or answers", () => {
  const marked = markUnread(4);
  expect(lookAtNewest(marked, 9)).toBe(marked);
  expect(lookAway(marked, 9)).toBe(marked);
  expect(unmark(marked, 9)).toEqual({ seen: 9, unreadAfter: 4 });
  expect(lookAtNewest(unmark(marked, 9), 10)).toEqual({ seen: 10, unreadAfter: 4 });
  expect(answer(marked)).toEqual({ seen: 4, unreadAfter: undefined });
});

test("a mark that was kept outranks what was read, once; what is no mark counts for nothing", () => {
  expect(beginReading(9, 9, "4")).toEqual({ seen: 4, unreadAfter: 4 });
  expect(beginReading(3, 9, "4")).toEqual({ seen: 3, unreadAfter: 3 });
  for (const none of ["", "x", "-1", "99"]) expect(beginReading(9, 9, none)).toEqual(beginReading(9, 9));
});
