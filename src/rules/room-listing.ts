// What a public room tells the Lobby about itself: checked there, since it crosses from one object to another.

import * as v from "valibot";
import { TITLE_CHARS, TOPIC_CHARS } from "../protocol/limits.ts";
import { headSchema, lineSchema, roomNameSchema, timeSchema } from "../protocol/schemas.ts";

export const roomListingSchema = v.object({
  name: roomNameSchema,
  title: lineSchema(1, TITLE_CHARS),
  topic: lineSchema(0, TOPIC_CHARS),
  /** How many are in the room now. */
  members: headSchema,
  /** When something last happened there. */
  activeAt: timeSchema,
});
export type RoomListing = v.InferOutput<typeof roomListingSchema>;
