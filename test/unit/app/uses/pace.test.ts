// How often the pages of uses speak, and what they make of what comes.

import { expect, test } from "vitest";
import { atMostEvery } from "../../../../src/app/uses/at-most-every.ts";
import { CONNECTIONS, LONGEST_MS, PER_SECOND } from "../../../../src/app/uses/ticker/pace.ts";
import { arrive, ratesOf, type Tally } from "../../../../src/app/uses/ticker/tally.ts";
import { EMPTY_BOARD, INK_MS, move, parsePoint, POINTER_MS, tidy } from "../../../../src/app/uses/whiteboard/board.ts";
import { WELCOME_LIMITS } from "../../../../src/protocol/limits.ts";

const ada = { id: "g_1", name: "Ada" };
const at = (x: number, ink = false) => ({ x, y: 0, ink });

test("the first is told at once, then the newest in each span, and never the last one not", () => {
  let nowMs = 0;
  const timers: { run: () => void; atMs: number }[] = [];
  const told: [number, number][] = [];
  const tell = atMostEvery<number>(50, (value) => told.push([nowMs, value]), {
    now: () => nowMs,
    setTimeout: (run, ms) => timers.push({ run, atMs: nowMs + ms }),
  });
  for (nowMs = 0; nowMs <= 1000; nowMs += 10) {
    for (const timer of timers.splice(0)) (timer.atMs <= nowMs ? timer.run : () => timers.push(timer))();
    if (nowMs <= 120) tell(nowMs);
  }
  expect(told).toEqual([
    [0, 0],
    [50, 40],
    [100, 90],
    [150, 120],
  ]);
});

test("the ticker stays within what a connection may put, and within a day of the free plan", () => {
  expect(PER_SECOND / CONNECTIONS).toBeLessThan(WELCOME_LIMITS.signalsPerSecond);
  expect((PER_SECOND * LONGEST_MS) / 1000 / 20).toBe(600);
});

test("what is put and what arrives is counted over the last seconds", () => {
  let tally: Tally = [];
  for (let frame = 0; frame <= 40; frame++) tally = arrive(tally, frame * 10, frame * 50);
  expect(ratesOf(tally, 2000)).toEqual({ put: 200, frames: 20 });
  expect(ratesOf(tally, 9000)).toEqual({ put: 0, frames: 0 });
  expect(arrive(tally, 0, 2050), "somebody began anew").toEqual([{ atMs: 2050, count: 0 }]);
});

test("ink goes on while the pen is down, and begins anew after it was lifted", () => {
  let board = EMPTY_BOARD;
  for (const point of [at(1), at(2, true), at(3, true), at(4), at(5, true)]) board = move(board, ada, point, 0);
  expect(board.strokes.map(({ points }) => points)).toEqual([["2,0", "3,0"], ["5,0"]]);
  expect(board.pointers).toEqual([{ ...ada, ...at(5, true), atMs: 0 }]);
});

test("ink dries up, a silent pointer goes, and so does that of somebody who left", () => {
  const board = move(EMPTY_BOARD, ada, at(1, true), 0);
  const here = () => true;
  expect(tidy(board, here, INK_MS - 1)).toBe(board);
  expect(tidy(board, here, INK_MS)).toMatchObject({ strokes: [], pointers: [{ id: "g_1" }] });
  expect(tidy(board, here, POINTER_MS).pointers).toEqual([]);
  expect(tidy(board, () => false, 0).pointers).toEqual([]);
});

test.for([null, {}, { x: -1, y: 0, ink: true }, { x: 0, y: 701, ink: true }, { x: 0, y: 0, ink: 1 }])(
  "%j is no point on the board",
  (data) => {
    expect(parsePoint(data)).toBeUndefined();
  },
);
