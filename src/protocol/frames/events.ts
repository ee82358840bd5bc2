// events: one or more events in seq order.

import * as v from "valibot";
import { eventSchema } from "../events.ts";
import { headSchema } from "../schemas.ts";

export const eventsSchema = v.looseObject({
  type: v.literal("events"),
  events: v.pipe(v.array(eventSchema), v.minLength(1)),
  /** There where the log began with these events, or was replaced. */
  epoch: v.optional(v.string()),
  head: v.optional(headSchema),
});
export type EventsFrame = v.InferOutput<typeof eventsSchema>;
