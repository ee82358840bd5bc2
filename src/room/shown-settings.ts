// The settings of a room as everybody sees them.

import type { RoomSettings } from "../protocol/frames/welcome.ts";
import type { Settings } from "../storage/settings.ts";

/** `retentionDays` is told where contents are erased after a time. */
export function shownSettings(name: string, settings: Settings): RoomSettings {
  const { retentionDays, ...rest } = settings;
  return { name, ...rest, ...(retentionDays === 0 ? {} : { retentionDays }) };
}
