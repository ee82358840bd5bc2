// What a command sees of its room: the log and its views, the clock, and the one way to make an event.

import type { Author, Role } from "../protocol/schemas.ts";
import type { EventLog } from "../storage/event-log.ts";
import type { Messages } from "../storage/messages.ts";
import type { Names } from "../storage/names.ts";
import type { Reads } from "../storage/reads.ts";

/** Somebody who asks for something, by whatever way in. */
export type Member = Author & {
  readonly role: Role;
  /** The name in the token; `name` is the one shown in the room. */
  readonly tokenName: string;
};

export type RoomContext = {
  readonly log: EventLog;
  readonly messages: Messages;
  readonly names: Names;
  readonly reads: Reads;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
};
