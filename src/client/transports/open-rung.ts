// Opens a connection over one rung of the ladder; those over HTTP are fetched first.

import { CLOSE } from "../../protocol/close-codes.ts";
import type { Carrier, CarrierEvents } from "./carrier.ts";
import type { Passage } from "./passage.ts";
import type { TransportName } from "./transport-name.ts";
import { openWebSocket } from "./web-socket.ts";

/** Fetched once; a failure is one of the network, and the next connection tries again. */
export const loadOverHttp = () => import("./over-http.ts");

export function openRung(name: TransportName, passage: Passage, events: CarrierEvents): Carrier {
  if (name === "websocket") return openWebSocket(passage, events);
  let carrier: Carrier | undefined;
  let isOver = false;
  loadOverHttp()
    .then(({ openOverHttp }) => {
      if (!isOver) carrier = openOverHttp(name, passage, events);
    })
    .catch(() => {
      if (!isOver) events.close(CLOSE.lost, "unable to load transport");
    });
  return {
    send: (text) => carrier?.send(text) ?? false,
    ping: (isUrgent) => carrier?.ping(isUrgent),
    close() {
      isOver = true;
      carrier?.close();
    },
  };
}
