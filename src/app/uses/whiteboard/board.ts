// What is on the board at a moment: pointers, and ink that dries up. Pure; time is an argument.

import * as v from "valibot";
import { HIGH, WIDE } from "./board-size.ts";

/** A pointer that says nothing for so long is gone; ink is gone so long after its last drop. */
export const POINTER_MS = 10_000;
export const INK_MS = 8_000;
/** Of one stroke: a hand that never lifts begins anew. */
const STROKE_POINTS = 400;

const pointSchema = v.object({
  x: v.pipe(v.number(), v.minValue(0), v.maxValue(WIDE)),
  y: v.pipe(v.number(), v.minValue(0), v.maxValue(HIGH)),
  ink: v.boolean(),
});
export type Point = v.InferOutput<typeof pointSchema>;

/** Anybody in the room may send anything. */
export function parsePoint(data: unknown): Point | undefined {
  const point = v.safeParse(pointSchema, data);
  return point.success ? point.output : undefined;
}

export type Pointer = Point & { readonly id: string; readonly name: string; readonly atMs: number };
export type Stroke = {
  readonly key: string;
  readonly id: string;
  readonly points: readonly string[];
  readonly atMs: number;
};
export type Board = {
  readonly pointers: readonly Pointer[];
  readonly strokes: readonly Stroke[];
  readonly drawn: number;
};

export const EMPTY_BOARD: Board = { pointers: [], strokes: [], drawn: 0 };

/** A pointer moved; with ink, it goes on with the stroke that it was at. */
export function move(board: Board, who: { id: string; name: string }, point: Point, nowMs: number): Board {
  const before = board.pointers.find(({ id }) => id === who.id);
  const pointers = [
    ...board.pointers.filter(({ id }) => id !== who.id),
    { ...point, id: who.id, name: who.name, atMs: nowMs },
  ];
  if (!point.ink) return { ...board, pointers };
  const place = `${point.x},${point.y}`;
  const last = before?.ink === true ? board.strokes.findLast(({ id }) => id === who.id) : undefined;
  if (last === undefined || last.points.length >= STROKE_POINTS) {
    const start = before?.ink === true && last !== undefined ? last.points.slice(-1) : [];
    const stroke = { key: `${who.id}-${board.drawn}`, id: who.id, points: [...start, place], atMs: nowMs };
    return { pointers, strokes: [...board.strokes, stroke], drawn: board.drawn + 1 };
  }
  const longer = { ...last, points: [...last.points, place], atMs: nowMs };
  return { ...board, pointers, strokes: board.strokes.map((stroke) => (stroke === last ? longer : stroke)) };
}

/** Without what is too old, and without the pointers of those who are not here. Gives the same board where nothing is. */
export function tidy(board: Board, isHere: (id: string) => boolean, nowMs: number): Board {
  const pointers = board.pointers.filter(({ id, atMs }) => isHere(id) && nowMs - atMs < POINTER_MS);
  const strokes = board.strokes.filter(({ atMs }) => nowMs - atMs < INK_MS);
  if (pointers.length === board.pointers.length && strokes.length === board.strokes.length) return board;
  return { ...board, pointers, strokes };
}
