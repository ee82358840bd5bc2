// The part of the timeline that is in the page: bounded, and never losing its place.

import { describe, expect, test } from "vitest";
import { earlier, fit, later, type LogWindow, ROWS_MAX, spanOf, WHOLE } from "../../../src/app/room/log-window.ts";
import { ADA, gap, NOON, pending, said } from "./timeline-items.ts";

const long = Array.from({ length: 1000 }, (_, index) => said(index + 1));

test("a short timeline is shown whole", () => {
  const items = long.slice(0, 50);
  expect(fit(items, WHOLE, true)).toBe(WHOLE);
  expect(spanOf(items, WHOLE)).toEqual({ start: 0, end: 50 });
});

test("who follows the newest loses the oldest rows", () => {
  const { start, end } = spanOf(long, fit(long, WHOLE, true));
  expect(end).toBe(1000);
  expect(end - start).toBeLessThanOrEqual(ROWS_MAX);
});

test("who reads further up keeps those rows, and the newest wait", () => {
  const window: LogWindow = { from: 101, to: Infinity };
  expect(spanOf(long, fit(long, window, false))).toEqual({ start: 100, end: 100 + ROWS_MAX });
});

test("going up and down again passes every message, within the bound", () => {
  let window = fit(long, WHOLE, true);
  const seen = new Set<number>();
  const look = () => {
    const { start, end } = spanOf(long, window);
    expect(end - start).toBeLessThanOrEqual(ROWS_MAX);
    for (let index = start; index < end; index++) seen.add(index);
    return { start, end };
  };
  while (look().start > 0) window = earlier(long, window);
  expect(seen.size).toBe(1000);
  seen.clear();
  while (look().end < 1000) window = later(long, window);
  expect(seen.size).toBe(1000);
  expect(window.to).toBe(Infinity);
});

test("where each message begins a day, and so is two rows, there are half as many", () => {
  const days = Array.from({ length: 1000 }, (_, index) => said(index + 1, ADA, NOON + index * 86_400_000));
  const count = (window: LogWindow) => {
    const { start, end } = spanOf(days, window);
    expect((end - start) * 2).toBeLessThanOrEqual(ROWS_MAX);
    return { start, end };
  };
  let window = fit(days, WHOLE, true);
  while (count(window).start > 0) window = earlier(days, fit(days, window, false));
  while (count(window).end < 1000) window = later(days, fit(days, window, false));
});

describe("holds its place", () => {
  test("when older messages come", () => {
    const window: LogWindow = { from: 501, to: 600 };
    expect(spanOf(long.slice(400), window)).toEqual({ start: 100, end: 200 });
    expect(spanOf(long, window)).toEqual({ start: 500, end: 600 });
  });

  test("when a gap fills", () => {
    const items = [said(1), gap(1, 9), said(9), pending("a")];
    expect(spanOf(items, { from: 1.5, to: Infinity })).toEqual({ start: 1, end: 4 });
    expect(spanOf([said(1), said(5), said(9), pending("a")], { from: 1.5, to: Infinity })).toEqual({
      start: 1,
      end: 4,
    });
  });
});
