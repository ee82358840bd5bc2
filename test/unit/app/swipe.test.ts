// What a finger means that draws a message aside.

import { expect, test } from "vitest";
import { drawn, mayBegin, RESTING, type Swipe } from "../../../src/app/room/swipe.ts";

const along = (...points: readonly (readonly [dx: number, dy: number])[]): Swipe =>
  points.reduce<Swipe>((swipe, [dx, dy]) => drawn(swipe, dx, dy), RESTING);

test("a finger that wavers means nothing yet", () => {
  expect(along([3, 2], [6, -5])).toEqual(RESTING);
});

test("drawn far enough it answers, and no further than so far; drawn back it does not", () => {
  expect(along([20, 2], [50, 3])).toEqual({ kind: "drawn", px: 38, answers: false });
  expect(along([20, 2], [70, 3])).toEqual({ kind: "drawn", px: 58, answers: true });
  expect(along([20, 2], [400, 3])).toEqual({ kind: "drawn", px: 80, answers: true });
  expect(along([20, 2], [70, 3], [30, 3])).toEqual({ kind: "drawn", px: 18, answers: false });
});

test("who scrolls, goes aslant or the other way does not swipe any more, wherever the finger goes then", () => {
  expect(along([2, 14], [120, 14])).toEqual({ kind: "over" });
  expect(along([12, 10], [120, 10])).toEqual({ kind: "over" });
  expect(along([-14, 0], [120, 0])).toEqual({ kind: "over" });
});

test("the edges of the screen are the browser's", () => {
  expect([10, 24, 180, 336, 350].map((x) => mayBegin(x, 360))).toEqual([false, true, true, true, false]);
});
