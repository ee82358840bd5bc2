// What a durable command comes to, decided by its handler and carried out in one place.

import type { AckFrame } from "../../protocol/frames/ack.ts";
import type { EventDraft, StoredEvent } from "../../storage/event-log.ts";

export type Outcome =
  /** Make this event. */
  | { readonly kind: "event"; readonly draft: EventDraft }
  /** Nothing had to change; `since` is the seq of the event that made it so, or 0. */
  | { readonly kind: "unchanged"; readonly since: number };

/** What was done: the answer, and the event where there is a new one. `repeated` was done before. */
export type Done = { readonly ack: AckFrame; readonly event: StoredEvent | undefined; readonly repeated: boolean };
