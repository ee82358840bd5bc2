// Making a room: its first two events, which say what it is and whose (contract 10).

import type { SettingsChange } from "../protocol/commands/configure.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Author, Visibility } from "../protocol/schemas.ts";
import type { StoredEvent } from "../storage/event-log.ts";
import { DEFAULT_ROOM } from "../protocol/text.ts";
import type { RoomContext } from "./context.ts";

/** Where a log stands. */
export type Place = { readonly epoch: string; readonly head: number };

export type Founding = SettingsChange & { readonly visibility: Visibility };

/** Throws `taken` for the default room and for one that has a log: something durable happened there. */
export function found(room: RoomContext, name: string, founder: Author, settings: Founding): StoredEvent[] {
  if (name === DEFAULT_ROOM || room.log.exists)
    throw new ChatError("taken", "unable to make room; there is one of this name");
  const now = room.now();
  const by = { id: founder.id, name: founder.name };
  const events = [
    room.log.append({ kind: "configured", by, id: crypto.randomUUID(), body: settings }, now),
    room.log.append(
      { kind: "member", by, id: crypto.randomUUID(), body: { member: by, action: "role", role: "owner" } },
      now,
    ),
  ];
  room.settings.keep(settings);
  room.standings.keep(founder.id, { role: "owner" });
  return events;
}
