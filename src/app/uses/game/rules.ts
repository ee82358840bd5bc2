// Noughts and crosses, as the values of a room tell it. Every window is its own referee. Pure.

import * as v from "valibot";
import type { HeldValues } from "../../../client/values.ts";
import type { Author } from "../../../protocol/schemas.ts";

export type Side = "x" | "o";

export type Outcome =
  /** A seat is free. */
  | { readonly kind: "waiting" }
  | { readonly kind: "turn"; readonly side: Side }
  | { readonly kind: "won"; readonly side: Side; readonly line: readonly number[] }
  | { readonly kind: "drawn" };

export type Game = {
  readonly round: number;
  readonly seats: Readonly<Record<Side, Author | undefined>>;
  /** Nine, row by row. */
  readonly cells: readonly (Side | undefined)[];
  /** Of this round, in order. */
  readonly moves: Readonly<Record<Side, readonly number[]>>;
  readonly outcome: Outcome;
};

const LINES = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
] as const;

const cellSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8));
const handSchema = v.object({
  round: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  moves: v.pipe(v.array(cellSchema), v.maxLength(5)),
});
const fingerSchema = v.object({ cell: v.optional(cellSchema) });

export function keyOf(side: Side): string {
  return `game.${side}`;
}

/** Anybody in the room may send anything. */
export function parseFinger(data: unknown): number | undefined {
  const finger = v.safeParse(fingerSchema, data);
  return finger.success ? finger.output.cell : undefined;
}

/**
 * A seat belongs to whoever wrote its value: the room says so, not the value. Moves of an older round are of a game that
 * is over; a move that cannot be made ends what is looked at, so that all windows see the same board.
 */
export function referee(values: HeldValues): Game {
  const [x, o] = [handOf(values, "x"), handOf(values, "o")];
  const round = Math.max(x?.round ?? 0, o?.round ?? 0);
  const seats = { x: x?.by, o: o?.by };
  const told = { x: x?.round === round ? x.moves : [], o: o?.round === round ? o.moves : [] };
  const cells = new Array<Side | undefined>(9).fill(undefined);
  const moves: Record<Side, number[]> = { x: [], o: [] };
  // Whoever begins takes turns, too.
  let side: Side = round % 2 === 1 ? "x" : "o";
  for (;;) {
    const cell = told[side][moves[side].length];
    if (cell === undefined || cells[cell] !== undefined || winOf(cells) !== undefined) break;
    cells[cell] = side;
    moves[side].push(cell);
    side = otherOf(side);
  }
  const win = winOf(cells);
  const outcome: Outcome =
    win !== undefined
      ? { kind: "won", ...win }
      : cells.every((cell) => cell !== undefined)
        ? { kind: "drawn" }
        : seats.x === undefined || seats.o === undefined
          ? { kind: "waiting" }
          : { kind: "turn", side };
  return { round, seats, cells, moves, outcome };
}

export function otherOf(side: Side): Side {
  return side === "x" ? "o" : "x";
}

function handOf(values: HeldValues, side: Side) {
  const value = values.get(keyOf(side));
  const hand = v.safeParse(handSchema, value?.value);
  return value !== undefined && hand.success ? { ...hand.output, by: value.by } : undefined;
}

function winOf(cells: readonly (Side | undefined)[]): { side: Side; line: readonly number[] } | undefined {
  for (const line of LINES) {
    const side = cells[line[0]];
    if (side !== undefined && line.every((cell) => cells[cell] === side)) return { side, line };
  }
  return undefined;
}
