// What comes up from a relay, done as if each connection were the room's own.

import * as v from "valibot";
import { CLOSE } from "../../protocol/close-codes.ts";
import { entrySchema } from "../../rules/entry.ts";
import type { Ascent, UpItem } from "../../rules/relaying.ts";
import type { Door } from "../door.ts";
import { hear, type HearingHost } from "../hearing.ts";
import type { RelayLink } from "./relay-link.ts";
import type { Relays } from "./relays.ts";

type Host = HearingHost & {
  readonly relays: Relays;
  readonly door: Door;
  readonly keepAwake: (work: Promise<unknown>) => void;
};

/** Does all that a call brought, in its order and with no await. One that was done before, and is sent again, is not done twice. */
export function ascend(host: Host, name: string, { life, number, admitted, items }: Ascent): void {
  const link = host.relays.linkTo(name);
  if (!link.hear(life, number)) return;
  if (admitted > 0 && !link.hasHeld) link.disown();
  for (const item of items) rise(host, link, item);
  host.relays.heard(link);
}

function rise({ door, attendance, dispatch, keepAwake }: Host, link: RelayLink, item: UpItem): void {
  const { connection } = item;
  if (item.kind === "enter") {
    door.admit(link.open(connection, item.covers), v.parse(entrySchema, item.entry));
    return;
  }
  if (item.kind === "left") {
    const socket = link.left(connection, item.attachment);
    if (socket !== undefined) keepAwake(attendance.leave(socket, Date.now()));
    return;
  }
  const socket = link.find(connection);
  const session = socket === undefined ? undefined : attendance.sessions.find(socket);
  // A connection that was just ended may have frames under way; one that nobody knows comes back.
  if (socket === undefined || session === undefined) return link.turnAway(connection, CLOSE.restart, "");
  socket.covers = item.covers;
  hear({ attendance, dispatch }, session, item.text);
}
