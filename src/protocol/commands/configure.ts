// configure: changes settings of the room. Answered by an ack.

import * as v from "valibot";
import { RETENTION_DAYS_MAX, SLOW_MODE_MAX_MS, TITLE_CHARS, TOPIC_CHARS } from "../limits.ts";
import { commandIdSchema, countSchema, lineSchema, visibilitySchema } from "../schemas.ts";

/** Every setting that a room has; absent ones stay as they are. */
export const settingsChangeSchema = v.object({
  title: v.exactOptional(lineSchema(1, TITLE_CHARS)),
  topic: v.exactOptional(lineSchema(0, TOPIC_CHARS)),
  visibility: v.exactOptional(visibilitySchema),
  slowModeMs: v.exactOptional(countSchema(0, SLOW_MODE_MAX_MS)),
  guests: v.exactOptional(v.boolean("must be true or false")),
  /** Members who were given no role only read. */
  readOnly: v.exactOptional(v.boolean("must be true or false")),
  /** Days after which contents are erased; 0 keeps them. */
  retentionDays: v.exactOptional(countSchema(0, RETENTION_DAYS_MAX)),
});
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

export const configureSchema = v.pipe(
  v.object({ type: v.literal("configure"), id: commandIdSchema, ...settingsChangeSchema.entries }),
  v.check(
    (command) => Object.keys(settingsChangeSchema.entries).some((key) => Object.hasOwn(command, key)),
    "must name a setting",
  ),
);
export type ConfigureCommand = v.InferOutput<typeof configureSchema>;
