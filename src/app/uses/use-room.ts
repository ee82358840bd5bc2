// The room that the pages of uses share: each of them may be in it, and people who chat there too.

import { isRoomName } from "../../protocol/text.ts";
import { proposeRoomName } from "../shared/room-name.ts";

/** The room that the address names, or a new one, which the address names from then on. */
export function takeRoom(): string {
  const asked = new URLSearchParams(location.search).get("room") ?? "";
  if (isRoomName(asked)) return asked;
  const room = proposeRoomName();
  history.replaceState(null, "", `?room=${room}`);
  return room;
}

/** Where a second window finds the same page in the same room. */
export function linkOf(room: string): string {
  return `${location.origin}${location.pathname}?room=${room}`;
}
