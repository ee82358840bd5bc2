// What a poll is told at once: the events after its cursor, or a snapshot, without a connection (contract 9.2).

import { formatCursor, parseCursor } from "../protocol/cursor.ts";
import { POLL_EVENTS_MAX, SNAPSHOT_MESSAGES } from "../protocol/limits.ts";
import type { Asker } from "../rules/entry.ts";
import type { Admission } from "./admission.ts";
import type { RoomContext } from "./context.ts";
import { type Limiter, payerOf } from "./limiter.ts";

export type PollAsk = {
  /** The cursor as the client sent it. */
  readonly since: string | undefined;
  /** The poller has time, and will be told of the first event where there is none now. */
  readonly isPatient: boolean;
};

export type PollReply =
  /** As the JSON of a `PollAnswer`: it goes on as it is. */
  | { readonly kind: "answer"; readonly json: string }
  /** The cursor is good, and nothing came after it. */
  | { readonly kind: "nothing" };

type Host = { readonly room: RoomContext; readonly admission: Admission; readonly limiter: Limiter };

/**
 * Patient polls with a good cursor count for no rate. In a busy room each is answered at once, so a reader that keeps up
 * asks as often as something happens, and one held to 1 a second would never be through with what it missed; each brings
 * something new, or waits. Short polls and those without a good cursor bring the same again as often as they are asked:
 * they count as looking back does. Throws `rate_limited`, and what `Admission` refuses.
 */
export function poll({ room, admission, limiter }: Host, name: string, ask: PollAsk, asker: Asker): PollReply {
  admission.roleOf(name, asker.principal, "poll room");
  const payer = payerOf(asker);
  const count = () => {
    if (payer !== undefined) limiter.take("lookup", payer, room.now());
  };
  if (!ask.isPatient) count();
  const cursor = ask.since === undefined ? undefined : parseCursor(ask.since);
  const events = cursor === undefined ? undefined : room.log.tail(cursor, POLL_EVENTS_MAX);
  if (cursor === undefined || events === undefined) {
    if (ask.isPatient) count();
    return { kind: "answer", json: snapshotFor(room, asker) };
  }
  if (events.length === 0) return { kind: "nothing" };
  const place = { cursor: formatCursor({ epoch: room.log.epoch, seq: cursor.seq + events.length }), recovered: true };
  return { kind: "answer", json: `{"events":[${events.join(",")}],${JSON.stringify(place).slice(1)}` };
}

function snapshotFor(room: RoomContext, { principal }: Asker): string {
  const page = room.messages.page({ limit: SNAPSHOT_MESSAGES });
  const mine = principal === undefined ? {} : room.reactions.mine(principal.id, page.first, page.last);
  const myVotes = principal === undefined ? undefined : room.votes.mine(principal.id, page.first, page.last);
  const place = JSON.stringify({ events: [], cursor: formatCursor(room.log.cursor), recovered: false, mine, myVotes });
  return `${place.slice(0, -1)},"snapshot":{"messages":[${page.messages.join(",")}],"more":${page.more}}}`;
}
