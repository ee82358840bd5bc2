// plan.ts: what the process of the load is told to do, and what it says while it does it.

import * as v from "valibot";

export const planSchema = v.object({
  speech: v.picklist(["hubbub", "plain", "lines", "socket.io", "party"]),
  /** The sockets are spread over these. */
  origins: v.array(v.string()),
  /** Begins the name of each room. */
  room: v.string(),
  rooms: v.number(),
  /** In each room. */
  people: v.number(),
  scenarios: v.array(v.string()),
  warmUpMs: v.number(),
  measureMs: v.number(),
});
export type Plan = v.InferOutput<typeof planSchema>;

/**
 * `begin` and `end` surround what is measured, and each waits for an answer: meanwhile the processor time is read.
 * `units` is how many things the server did, such as deliveries or joins.
 */
export const saidSchema = v.variant("kind", [
  v.object({ kind: v.literal("begin"), scenario: v.string() }),
  v.object({
    kind: v.literal("end"),
    scenario: v.string(),
    units: v.number(),
    figures: v.record(v.string(), v.number()),
    /** Of one processor; near 1, it was the load that could not go faster. */
    loadBusy: v.number(),
    loadMicros: v.number(),
  }),
  v.object({ kind: v.literal("done") }),
]);
export type Said = v.InferOutput<typeof saidSchema>;
