// The rungs below the WebSocket, in a file of their own: it is fetched only where they are needed.

import type { Carrier, CarrierEvents } from "./carrier.ts";
import { openEventStream } from "./event-stream.ts";
import type { Passage } from "./passage.ts";
import { openPoll } from "./poll.ts";
import type { TransportName } from "./transport-name.ts";

export function openOverHttp(
  name: Exclude<TransportName, "websocket">,
  passage: Passage,
  events: CarrierEvents,
): Carrier {
  return name === "sse" ? openEventStream(passage, events) : openPoll(name, passage, events);
}
