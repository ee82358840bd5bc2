// The settings of a room as everybody sees them.

import type { RoomSettings } from "../protocol/frames/welcome.ts";
import type { Settings } from "../storage/settings.ts";

/** `retentionDays` and `readOnly` are told where they change something. */
export function shownSettings(name: string, settings: Settings): RoomSettings {
  const { retentionDays, readOnly, ...rest } = settings;
  return {
    name,
    ...rest,
    ...(readOnly ? { readOnly } : {}),
    ...(retentionDays === 0 ? {} : { retentionDays }),
  };
}
