// What all rooms of a deployment told, folded into sums: bounded, and a day's figures begin anew at midnight UTC.

import * as v from "valibot";
import { NO_EPOCH } from "../protocol/cursor.ts";
import type { OperatedRoom, OperatorNews, Sums } from "../protocol/operating.ts";
import { headSchema, roomNameSchema, timeSchema } from "../protocol/schemas.ts";
import { type Counted, countedSchema, type Refusals, refusalsSchema, type RoomTally } from "../rules/room-tally.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Rooms kept; past it the one that was silent for longest goes. About 400 KB. */
const ROOMS_MAX = 1_000;
/** A room stays awake so long after the last thing that happened in it (docs/cost.md). */
const AWAKE_AFTER_MS = 10_000;
/** What an event writes at least: all that can be said of one that happened before a sleep and was not counted. */
const ROWS_PER_EVENT = 2;
/** A rate is a mean over some of so long, the latest most; it is believed for so long, or twice as long as it was counted over. */
const RATE_MS = 10_000;

const sumsSchema = v.object({ ...countedSchema.entries, awakeMs: headSchema });

const roomSchema = v.object({
  mark: v.string(),
  name: v.optional(roomNameSchema),
  epoch: v.string(),
  head: headSchema,
  sockets: headSchema,
  relays: v.optional(headSchema),
  toldAt: timeSchema,
  sinceMs: headSchema,
  /** Events a second, lately. */
  rate: v.number(),
  today: sumsSchema,
});
type ToldRoom = v.InferOutput<typeof roomSchema>;

export const talliedSchema = v.object({
  /** Days since the Unix epoch. */
  day: headSchema,
  /** Since the first telling. */
  ever: sumsSchema,
  today: sumsSchema,
  /** What the Worker refused. */
  edge: v.object({ ever: refusalsSchema, today: refusalsSchema }),
  rooms: v.array(roomSchema),
});
export type Tallied = v.InferOutput<typeof talliedSchema>;

export const NOTHING_TALLIED: Tallied = {
  day: 0,
  ever: noSums(),
  today: noSums(),
  edge: { ever: {}, today: {} },
  rooms: [],
};

/** Brings what is held to the day of `now`. */
export function onDay(held: Tallied, now: number): Tallied {
  const day = Math.floor(now / DAY_MS);
  // A clock that steps back begins no day twice.
  if (day <= held.day) return held;
  const yesterday = (day - 1) * DAY_MS;
  const rooms = held.rooms.filter(({ toldAt }) => toldAt >= yesterday).map((room) => ({ ...room, today: noSums() }));
  return { ...held, day, today: noSums(), edge: { ...held.edge, today: {} }, rooms };
}

/** The newest telling stands last. */
export function withTally(held: Tallied, tally: RoomTally, now: number): Tallied {
  const { day, ever, today, edge, rooms } = onDay(held, now);
  const known = rooms.find(({ mark }) => mark === tally.mark);
  const sums = { ...withUncounted(tally, known), awakeMs: tally.sinceMs + (tally.woke ? AWAKE_AFTER_MS : 0) };
  const { mark, name, epoch, head, sockets, relays, sinceMs } = tally;
  const room: ToldRoom = {
    mark,
    ...(name === undefined ? {} : { name }),
    epoch,
    head,
    sockets,
    ...(relays === undefined ? {} : { relays }),
    toldAt: now,
    sinceMs,
    rate: rateAfter(known, tally, now),
    today: add(known?.today ?? noSums(), sums),
  };
  const others = rooms.filter((other) => other !== known);
  return {
    day,
    ever: add(ever, sums),
    today: add(today, sums),
    edge,
    rooms: [...others, room].slice(-ROOMS_MAX),
  };
}

export function withRefusals(held: Tallied, refusals: Refusals, now: number): Tallied {
  const tallied = onDay(held, now);
  const { ever, today } = tallied.edge;
  return { ...tallied, edge: { ever: addRefusals(ever, refusals), today: addRefusals(today, refusals) } };
}

/** Rows that the Lobby itself wrote. */
export function withOwnRows(held: Tallied, rowsWritten: number): Tallied {
  const own = { ...noSums(), rowsWritten };
  return { ...held, ever: add(held.ever, own), today: add(held.today, own) };
}

/** As operators are shown it: those rooms, or all. */
export function newsOf(held: Tallied, now: number, marks?: ReadonlySet<string>): OperatorNews {
  const { today, edge, rooms } = onDay(held, now);
  const shown = marks === undefined ? rooms : rooms.filter(({ mark }) => marks.has(mark));
  return {
    at: now,
    count: rooms.length,
    today,
    refusedAtEdge: edge.today,
    rooms: shown.toReversed().map(operatedRoom),
  };
}

function operatedRoom({ epoch: _, sinceMs, rate, ...room }: ToldRoom): OperatedRoom {
  const eventsPerSecond = Math.round(rate * 100) / 100;
  return { ...room, eventsPerSecond, freshUntil: room.toldAt + Math.max(RATE_MS, 2 * sinceMs) };
}

/** One event that comes after a long quiet is not yet a rate of many. */
function rateAfter(known: ToldRoom | undefined, { sinceMs, counted: { events } }: RoomTally, now: number): number {
  const overMs = Math.max(1, sinceMs);
  const before = known === undefined ? 0 : known.rate * Math.exp(-Math.max(0, now - known.toldAt) / RATE_MS);
  return before + ((events * 1_000) / overMs) * (1 - Math.exp(-overMs / RATE_MS));
}

/** Events between what the room last told and what it counted happened before a sleep, or were told to a Lobby that slept. */
function withUncounted({ epoch, head, counted }: RoomTally, known: ToldRoom | undefined): Counted {
  // A log that has begun since goes on from nothing; one of another epoch was restored.
  if (known === undefined || (known.epoch !== epoch && known.epoch !== NO_EPOCH)) return counted;
  const uncounted = Math.max(0, head - known.head - counted.events);
  return {
    ...counted,
    events: counted.events + uncounted,
    rowsWritten: counted.rowsWritten + uncounted * ROWS_PER_EVENT,
  };
}

function noSums(): Sums {
  return { events: 0, frames: 0, joins: 0, slow: 0, rowsWritten: 0, rowsRead: 0, awakeMs: 0, refused: {} };
}

function add(one: Sums, other: Sums): Sums {
  return {
    events: one.events + other.events,
    frames: one.frames + other.frames,
    joins: one.joins + other.joins,
    slow: one.slow + other.slow,
    rowsWritten: one.rowsWritten + other.rowsWritten,
    rowsRead: one.rowsRead + other.rowsRead,
    awakeMs: one.awakeMs + other.awakeMs,
    refused: addRefusals(one.refused, other.refused),
  };
}

function addRefusals(one: Refusals, other: Refusals): Record<string, number> {
  const sum = { ...one };
  for (const [code, times] of Object.entries(other)) sum[code] = (sum[code] ?? 0) + times;
  return sum;
}
