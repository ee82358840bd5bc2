// What operators are shown of a deployment (contract 9.3): bodies of HTTP, and the value that carries them on.

import * as v from "valibot";
import { timeSchema } from "./schemas.ts";

const numberSchema = v.number();

/** By error code. */
const refusalsSchema = v.record(v.string(), numberSchema);

export const sumsSchema = v.looseObject({
  events: numberSchema,
  frames: numberSchema,
  joins: numberSchema,
  rowsWritten: numberSchema,
  rowsRead: numberSchema,
  awakeMs: numberSchema,
  slow: numberSchema,
  refused: refusalsSchema,
});
export type Sums = v.InferOutput<typeof sumsSchema>;

export const operatedRoomSchema = v.looseObject({
  mark: v.string(),
  name: v.optional(v.string()),
  head: numberSchema,
  sockets: numberSchema,
  relays: v.optional(numberSchema),
  toldAt: timeSchema,
  eventsPerSecond: numberSchema,
  /** Past it nothing is known of the rate any more: the room said nothing since. */
  freshUntil: timeSchema,
  today: sumsSchema,
});
export type OperatedRoom = v.InferOutput<typeof operatedRoomSchema>;

const entries = {
  at: timeSchema,
  /** How many told of themselves since yesterday's midnight, more than are listed where they are many. */
  count: numberSchema,
  today: sumsSchema,
  /** What the Worker refused today, before a room was asked or on its behalf. */
  refusedAtEdge: refusalsSchema,
  rooms: v.array(operatedRoomSchema),
};

/** The value: the rooms are those alone that told since the last. */
export const operatorNewsSchema = v.looseObject(entries);
export type OperatorNews = v.InferOutput<typeof operatorNewsSchema>;

/** What a day on the free plan carries. */
const dailySchema = v.looseObject({
  rowsWritten: numberSchema,
  rowsRead: numberSchema,
  requests: numberSchema,
  messagesPerRequest: numberSchema,
  gigabyteSeconds: numberSchema,
  gigabytes: numberSchema,
});

/** `GET /api/operator/rooms`. */
export const operatorReportSchema = v.looseObject({
  ...entries,
  /** False where the deployment has its rooms tell nothing. */
  telemetry: v.boolean(),
  follow: v.looseObject({ room: v.string(), key: v.string() }),
  freePlan: dailySchema,
});
export type OperatorReport = v.InferOutput<typeof operatorReportSchema>;
