// The figures of a deployment as the page holds them: a report, and what came after it. Pure: time is an argument.

import type { OperatedRoom, OperatorNews, OperatorReport, Sums } from "../../protocol/operating.ts";

/** Schemas of what may gain fields say that any name is one of theirs: these are named. */
type Kept = "at" | "count" | "today" | "refusedAtEdge" | "telemetry" | "follow" | "freePlan";
export type Figures = Pick<OperatorReport, Kept> & { readonly rooms: ReadonlyMap<string, OperatedRoom> };

export function figuresOf(report: OperatorReport): Figures {
  const { at, count, today, refusedAtEdge, telemetry, follow, freePlan } = report;
  const kept = { at, count, today, refusedAtEdge, telemetry, follow, freePlan };
  return { ...kept, rooms: new Map(report.rooms.map((room) => [room.mark, room])) };
}

/** A value may be older than the report: of each figure the newer one stays. */
export function withNews(figures: Figures, news: OperatorNews): Figures {
  const rooms = new Map(figures.rooms);
  for (const room of news.rooms) if (room.toldAt >= (rooms.get(room.mark)?.toldAt ?? 0)) rooms.set(room.mark, room);
  const { at, count, today, refusedAtEdge } = news.at >= figures.at ? news : figures;
  return { ...figures, at, count, today, refusedAtEdge, rooms };
}

/** Events a second, as far as anything is known of it. */
export function rateOf({ eventsPerSecond, freshUntil }: OperatedRoom, now: number): number {
  return now < freshUntil ? eventsPerSecond : 0;
}

export function refusalsOf(refused: Readonly<Record<string, number>>): number {
  return Object.values(refused).reduce((sum, times) => sum + times, 0);
}

export function faultsOf({ refused }: Pick<Sums, "refused">): number {
  return refused["internal"] ?? 0;
}

/** Refusals in rooms and before them, the most frequent first. */
export function codesOf({ today, refusedAtEdge }: Figures): (readonly [code: string, times: number])[] {
  const codes = new Map<string, number>();
  for (const [code, times] of [...Object.entries(today.refused), ...Object.entries(refusedAtEdge)])
    codes.set(code, (codes.get(code) ?? 0) + times);
  return [...codes].toSorted(([, one], [, other]) => other - one);
}

/** A wall of the free plan, and how far it is. */
export type Wall = { readonly wall: "rows" | "requests" | "awake"; readonly used: number; readonly limit: number };

export function wallsOf({ today, freePlan }: Figures): Wall[] {
  return [
    { wall: "rows", used: today.rowsWritten, limit: freePlan.rowsWritten },
    { wall: "requests", used: today.joins + today.frames / freePlan.messagesPerRequest, limit: freePlan.requests },
    { wall: "awake", used: (today.awakeMs / 1000) * freePlan.gigabytes, limit: freePlan.gigabyteSeconds },
  ];
}

export const COLUMNS = [
  "name",
  "sockets",
  "relays",
  "rate",
  "events",
  "rows",
  "awake",
  "refused",
  "slow",
  "faults",
  "told",
] as const;
export type Column = (typeof COLUMNS)[number];

/** What a column has of a room, to be compared. */
export function valueIn(column: Column, room: OperatedRoom, now: number): number | string {
  switch (column) {
    case "name":
      return room.name ?? `\u{10FFFF}${room.mark}`;
    case "sockets":
      return room.sockets;
    case "relays":
      return room.relays ?? 0;
    case "rate":
      return rateOf(room, now);
    case "events":
      return room.today.events;
    case "rows":
      return room.today.rowsWritten;
    case "awake":
      return room.today.awakeMs;
    case "refused":
      return refusalsOf(room.today.refused);
    case "slow":
      return room.today.slow;
    case "faults":
      return faultsOf(room.today);
    case "told":
      return room.toldAt;
  }
}

/** Numbers from the largest, names from a; `isTurned` is the other way. Rooms that are alike stay by name. */
export function sorted(
  rooms: Iterable<OperatedRoom>,
  column: Column,
  isTurned: boolean,
  now: number,
): readonly OperatedRoom[] {
  const way = isTurned ? -1 : 1;
  return [...rooms].toSorted((one, other) => {
    const order = compare(valueIn(column, one, now), valueIn(column, other, now)) * way;
    return order === 0 ? compare(valueIn("name", one, now), valueIn("name", other, now)) : order;
  });
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === "number" && typeof other === "number") return other - one;
  return one === other ? 0 : String(one) < String(other) ? -1 : 1;
}
