// The figures on the page of operators: what is newer stays, rates end by themselves, rows in order.

import { expect, test } from "vitest";
import { codesOf, figuresOf, rateOf, sorted, wallsOf, withNews } from "../../../src/app/admin/figures.ts";
import type { OperatedRoom, OperatorReport, Sums } from "../../../src/protocol/operating.ts";

const NONE: Sums = { events: 0, frames: 0, joins: 0, slow: 0, rowsWritten: 0, rowsRead: 0, awakeMs: 0, refused: {} };

function room(mark: string, toldAt: number, change: Partial<OperatedRoom> = {}): OperatedRoom {
  return { mark, head: 1, sockets: 0, toldAt, eventsPerSecond: 2, freshUntil: toldAt + 10, today: NONE, ...change };
}

function report(at: number, rooms: OperatedRoom[], today: Partial<Sums> = {}): OperatorReport {
  return {
    at,
    count: rooms.length,
    today: { ...NONE, ...today },
    refusedAtEdge: {},
    rooms,
    telemetry: true,
    follow: { room: "p-x", key: "told" },
    freePlan: {
      rowsWritten: 100_000,
      rowsRead: 5_000_000,
      requests: 100_000,
      messagesPerRequest: 20,
      gigabyteSeconds: 13_000,
      gigabytes: 0.128,
    },
  };
}

test("R9.3-3 news carry a report on, and news of before it change nothing that is newer", () => {
  const figures = figuresOf(report(100, [room("a", 90, { head: 5 }), room("b", 95)], { events: 7 }));
  const old = withNews(figures, report(80, [room("a", 80, { head: 4 })], { events: 6 }));
  expect(old.rooms.get("a")?.head).toBe(5);
  expect(old.today.events).toBe(7);
  const next = withNews(figures, report(110, [room("a", 110, { head: 6 }), room("c", 109)], { events: 9 }));
  expect([next.rooms.get("a")?.head, next.rooms.size, next.today.events, next.at]).toEqual([6, 3, 9, 110]);
});

test("a rate ends by itself, since nobody tells that a room became quiet", () => {
  expect([rateOf(room("a", 100), 109), rateOf(room("a", 100), 110)]).toEqual([2, 0]);
});

test("walls of the free plan, and refusals in rooms and before them", () => {
  const figures = {
    ...figuresOf(
      report(0, [], { rowsWritten: 500, joins: 10, frames: 200, awakeMs: 1_000_000, refused: { muted: 2 } }),
    ),
    refusedAtEdge: { not_found: 9, muted: 1 },
  };
  expect(wallsOf(figures).map(({ wall, used }) => [wall, used])).toEqual([
    ["rows", 500],
    ["requests", 20],
    ["awake", 128],
  ]);
  expect(codesOf(figures)).toEqual([
    ["not_found", 9],
    ["muted", 3],
  ]);
});

test("rows come by the largest figure, or by name with hidden rooms last, and the other way round", () => {
  const rooms = [room("1", 1, { name: "tea" }), room("2", 3), room("3", 2, { name: "cake", sockets: 4 })];
  const marks = (...order: [Parameters<typeof sorted>[1], boolean]) =>
    sorted(rooms, ...order, 5).map(({ mark }) => mark);
  expect(marks("name", false)).toEqual(["3", "1", "2"]);
  expect(marks("name", true)).toEqual(["2", "1", "3"]);
  expect(marks("sockets", false)).toEqual(["3", "1", "2"]);
  expect(marks("told", false)).toEqual(["2", "3", "1"]);
});
