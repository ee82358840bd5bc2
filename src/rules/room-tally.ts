// What a room counted while it was awake, as it tells the Lobby: checked there, since it crosses from one object to another.

import * as v from "valibot";
import { headSchema, roomNameSchema } from "../protocol/schemas.ts";

/** By error code. Not by the list of codes: room and Lobby may be of two versions while a deploy goes on. */
export const refusalsSchema = v.record(v.pipe(v.string(), v.regex(/^[a-z_]{1,32}$/)), headSchema);
export type Refusals = Readonly<Record<string, number>>;

export const countedSchema = v.object({
  /** Events that were stored. */
  events: headSchema,
  /** Frames that came in, heartbeats aside: those are answered in sleep. */
  frames: headSchema,
  /** Connections that were let in. */
  joins: headSchema,
  /** Readers who were cut because they did not read. */
  slow: headSchema,
  /** As they are billed: every index counted, and each set alarm. */
  rowsWritten: headSchema,
  rowsRead: headSchema,
  /** What connections were refused. What callers over HTTP are refused, the Worker counts. */
  refused: refusalsSchema,
});
export type Counted = v.InferOutput<typeof countedSchema>;

export const roomTallySchema = v.object({
  /** As logs call the room. */
  mark: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
  /** Absent where the name is one that nobody can guess: who operates is not told by this where such rooms are. */
  name: v.optional(roomNameSchema),
  epoch: v.pipe(v.string(), v.maxLength(64)),
  head: headSchema,
  /** Connections now. */
  sockets: headSchema,
  /** Relays now, where there are any. */
  relays: v.optional(headSchema),
  /** How long it was counted: since it last told, or woke. */
  sinceMs: headSchema,
  /** The first since the room woke: what it did before it slept may not have been told. */
  woke: v.boolean(),
  counted: countedSchema,
});
export type RoomTally = v.InferOutput<typeof roomTallySchema>;

/** What the Lobby answers: until when operators look, in milliseconds since the Unix epoch; 0 where none do. */
export type TallyAnswer = { readonly watchedUntil: number };
