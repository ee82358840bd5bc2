// What rooms count, how the Lobby folds it, and how Prometheus reads it.

import { expect, test } from "vitest";
import { metricsOf } from "../../../src/edge/metrics.ts";
import { encodeMetrics } from "../../../src/edge/prometheus.ts";
import { RefusalCount } from "../../../src/edge/refusal-count.ts";
import { newsOf, NOTHING_TALLIED, withRefusals, withTally } from "../../../src/lobby/tallied.ts";
import { ChatError } from "../../../src/protocol/errors.ts";
import { Tally } from "../../../src/room/tally.ts";
import type { Counted, RoomTally } from "../../../src/rules/room-tally.ts";
import { parseMetrics } from "./prometheus-text.ts";

const DAY_MS = 24 * 3600_000;
const NOON = 20_000 * DAY_MS + DAY_MS / 2;
const NOTHING: Counted = { events: 0, frames: 0, joins: 0, slow: 0, rowsWritten: 0, rowsRead: 0, refused: {} };

function tally(mark: string, head: number, counted: Partial<Counted> = {}, change: Partial<RoomTally> = {}): RoomTally {
  return {
    mark,
    epoch: "e",
    head,
    sockets: 1,
    sinceMs: 2_000,
    woke: false,
    counted: { ...NOTHING, ...counted },
    ...change,
  };
}

test("R9.3-5 a tally gives each thing once, and again only what reached nobody", () => {
  let rows = 10;
  const counting = new Tally(() => ({ rowsWritten: rows, rowsRead: 2 * rows }));
  counting.events += 2;
  counting.refused(new ChatError("muted", "unable to send message; you are muted"));
  counting.refused(new Error("a fault"));
  const taken = counting.take();
  expect(taken).toEqual({ ...NOTHING, events: 2, rowsWritten: 10, rowsRead: 20, refused: { muted: 1, internal: 1 } });
  expect(counting.take()).toEqual(NOTHING);
  counting.giveBack(taken);
  rows = 14;
  counting.events += 1;
  counting.refused(new Error("a fault"));
  expect(counting.take()).toMatchObject({
    events: 3,
    rowsWritten: 14,
    rowsRead: 28,
    refused: { muted: 1, internal: 2 },
  });
});

test("R9.3-5 what happened before a sleep is seen by the head: at two rows an event, and not over a new epoch", () => {
  let held = withTally(NOTHING_TALLIED, tally("a", 0, {}, { epoch: "0" }), NOON);
  held = withTally(held, tally("a", 5, { events: 4, rowsWritten: 10 }), NOON);
  held = withTally(held, tally("a", 9, { events: 1, rowsWritten: 2 }), NOON + 1);
  expect(held.today).toMatchObject({ events: 9, rowsWritten: 12 + 2 + 3 * 2 });
  held = withTally(held, tally("a", 2, { events: 0 }, { epoch: "restored" }), NOON + 2);
  held = withTally(held, tally("a", 1, { events: 0 }, { epoch: "restored" }), NOON + 3);
  expect(held.today.events).toBe(9);
});

test("R9.3-2 a day's figures begin anew at midnight, those since ever do not, and a room that is silent for a day goes", () => {
  let held = withTally(NOTHING_TALLIED, tally("a", 1, { events: 1 }, { woke: true }), NOON);
  held = withTally(held, tally("b", 1, { events: 1 }), NOON + 1);
  held = withRefusals(held, { not_found: 2 }, NOON);
  held = withTally(held, tally("b", 2, { events: 1 }), NOON + DAY_MS);
  expect(newsOf(held, NOON + DAY_MS)).toMatchObject({ count: 2, today: { events: 1 }, refusedAtEdge: {} });
  expect(held.ever).toMatchObject({ events: 3, awakeMs: 3 * 2_000 + 10_000 });
  expect(newsOf(held, NOON + 2 * DAY_MS).rooms.map(({ mark }) => mark)).toEqual(["b"]);
  // A clock that steps back.
  expect(newsOf(held, NOON).today.events).toBe(1);
});

test("R9.3-2 the newest 1,000 rooms are kept, the one that told last first", () => {
  let held = NOTHING_TALLIED;
  for (let index = 0; index <= 1_000; index += 1) held = withTally(held, tally(`m${index}`, 1), NOON + index);
  held = withTally(held, tally("m1", 9), NOON + 2_000);
  const { count, rooms } = newsOf(held, NOON + 2_000);
  expect(count).toBe(1_000);
  expect([rooms[0]?.mark, rooms.at(-1)?.mark]).toEqual(["m1", "m2"]);
});

test("R9.3-2 a rate is of the last seconds: one event is no rate of many, a steady stream is what it is, and it holds for a while", () => {
  const rateOf = (held: typeof NOTHING_TALLIED, at: number) => newsOf(held, at).rooms[0]?.eventsPerSecond;
  const once = withTally(NOTHING_TALLIED, tally("a", 1, { events: 1 }, { sinceMs: 100 }), NOON);
  expect(rateOf(once, NOON)).toBe(0.1);
  let held = NOTHING_TALLIED;
  for (let second = 2; second <= 60; second += 2)
    held = withTally(held, tally("a", second * 3, { events: 6 }), NOON + second * 1_000);
  expect(rateOf(held, NOON)).toBeCloseTo(3, 1);
  expect(newsOf(held, NOON).rooms[0]?.freshUntil).toBe(NOON + 70_000);
});

test("R9.3-4 metrics are what Prometheus reads: one family each, labels as they were whatever stands in them", () => {
  const text = encodeMetrics([
    {
      name: "a_total",
      help: "of \\ two\nlines",
      type: "counter",
      samples: [{ labels: { x: 'a"b\\c\nd,e}' }, value: 1.5 }],
    },
    { name: "empty", help: "none", type: "gauge", samples: [] },
  ]);
  expect(parseMetrics(text)).toEqual(
    new Map([
      [
        "a_total",
        { help: "of \\\\ two\\nlines", type: "counter", series: [{ labels: { x: 'a"b\\c\nd,e}' }, value: 1.5 }] },
      ],
      ["empty", { help: "none", type: "gauge", series: [] }],
    ]),
  );
});

test("R9.3-4 metrics have the sums, why what was refused, and figures of at most 100 rooms", () => {
  let held = NOTHING_TALLIED;
  for (let index = 0; index < 120; index += 1)
    held = withTally(held, tally(`m${index}`, 3, { events: 3, rowsWritten: 7, refused: { muted: 1 } }), NOON + index);
  held = withTally(held, tally("named", 4, { events: 1 }, { name: "tea", sockets: 5, relays: 2 }), NOON + 500);
  held = withRefusals(held, { not_found: 9 }, NOON);
  const families = parseMetrics(encodeMetrics(metricsOf(held)));
  const valueOf = (name: string, labels = {}) =>
    families.get(name)?.series.find((each) => JSON.stringify(each.labels) === JSON.stringify(labels))?.value;
  expect(valueOf("hubbub_rooms")).toBe(121);
  expect(valueOf("hubbub_sockets")).toBe(125);
  expect(valueOf("hubbub_relays")).toBe(2);
  expect(valueOf("hubbub_events_total")).toBe(361);
  expect(valueOf("hubbub_rows_written_today")).toBe(840);
  expect(valueOf("hubbub_refused_total", { where: "room", code: "muted" })).toBe(120);
  expect(valueOf("hubbub_refused_total", { where: "edge", code: "not_found" })).toBe(9);
  expect(valueOf("hubbub_room_sockets", { room: "tea" })).toBe(5);
  expect(families.get("hubbub_room_head")?.series).toHaveLength(100);
});

test("refusals of the Worker are told once, and again only where nobody heard", () => {
  const count = new RefusalCount();
  expect(count.take()).toBeUndefined();
  count.add("not_found");
  const taken = count.take();
  count.add("not_found");
  if (taken !== undefined) count.giveBack(taken);
  expect(count.take()).toEqual({ not_found: 2 });
});
