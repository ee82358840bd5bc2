// The referee of the game: a seat is whoever wrote its value, and all windows see the same board.

import { expect, test } from "vitest";
import { parseFinger, referee } from "../../../../src/app/uses/game/rules.ts";
import type { Value } from "../../../../src/protocol/frames/values.ts";

const hand = (by: string, round: number, ...moves: number[]): Value => ({
  value: { round, moves },
  at: 1,
  by: { id: by, name: by },
});
const board = (x?: Value, o?: Value) =>
  referee(
    new Map(Object.entries({ "game.x": x, "game.o": o }).flatMap(([key, value]) => (value ? [[key, value]] : []))),
  );
const drawn = (cells: readonly (string | undefined)[]) => cells.map((cell) => cell ?? ".").join("");

test("an empty room waits for two", () => {
  expect(board()).toMatchObject({ round: 0, seats: {}, outcome: { kind: "waiting" } });
  expect(board(hand("ada", 1)).outcome).toEqual({ kind: "waiting" });
});

test("moves alternate, and whoever begins takes turns from round to round", () => {
  const first = board(hand("ada", 1, 4), hand("bob", 1, 0));
  expect(drawn(first.cells)).toBe("o...x....");
  expect(first.outcome).toEqual({ kind: "turn", side: "x" });
  expect(board(hand("ada", 2), hand("bob", 2)).outcome).toEqual({ kind: "turn", side: "o" });
});

test("a move out of turn, on a taken field or after the end is not made", () => {
  expect(drawn(board(hand("ada", 1, 4, 5, 6), hand("bob", 1)).cells)).toBe("....x....");
  expect(drawn(board(hand("ada", 1, 4), hand("bob", 1, 4)).cells)).toBe("....x....");
  const over = board(hand("ada", 1, 0, 1, 2), hand("bob", 1, 3, 4, 5));
  expect(over.outcome).toEqual({ kind: "won", side: "x", line: [0, 1, 2] });
  expect(drawn(over.cells)).toBe("xxxoo....");
});

test("moves of an older round are of a game that is over", () => {
  expect(drawn(board(hand("ada", 2), hand("bob", 1, 0, 1, 2)).cells)).toBe(".........");
});

test("nine fields without a line are a draw", () => {
  expect(board(hand("ada", 1, 0, 1, 5, 6, 8), hand("bob", 1, 2, 3, 4, 7)).outcome).toEqual({ kind: "drawn" });
});

test.for([null, "x", {}, { round: 0, moves: [] }, { round: 1, moves: [9] }, { round: 1, moves: [0, 1, 2, 3, 4, 5] }])(
  "%j is nobody's hand",
  (value) => {
    expect(board({ value, at: 1, by: { id: "eve", name: "Eve" } }).seats).toEqual({ x: undefined, o: undefined });
  },
);

test("a finger is on a field or nowhere", () => {
  expect([{ cell: 8 }, {}, { cell: 9 }, { cell: "1" }, null].map(parseFinger)).toEqual([
    8,
    ...Array(4).fill(undefined),
  ]);
});
