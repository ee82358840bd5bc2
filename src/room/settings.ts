// The settings of a room. Every room is an open room: one that nobody made.

import type { RoomSettings } from "../protocol/frames/welcome.ts";

/** The room that `/ws` leads to. */
const DEFAULT_ROOM = "lobby";

export function settingsOf(name: string): RoomSettings {
  const title = name.replaceAll("-", " ");
  return {
    name,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    topic: "",
    visibility: name === DEFAULT_ROOM ? "public" : "unlisted",
    slowModeMs: 0,
    guests: true,
  };
}
