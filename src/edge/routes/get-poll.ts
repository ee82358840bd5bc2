// GET /api/rooms/{room}/poll: the events after a cursor, at once where there are some, else when there are (contract 9.2).

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { POLL_WAIT_MAX_MS, POLL_WAIT_MS } from "../../protocol/limits.ts";
import type { PollReply } from "../../room/poll.ts";
import { givenCursor } from "../given-cursor.ts";
import { isHead } from "../head.ts";
import { askerOf } from "../identity.ts";
import { networkMark } from "../network-mark.ts";
import { readerEntry } from "../reader-entry.ts";
import { parseRoomName } from "../room-name.ts";
import { askRoom } from "../room-object.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { awaitEvents } from "../streams/await-events.ts";

const OPERATION = "poll room";
/** As JSON would write it: no sign, no exponent, no leading zero. */
const WHOLE_NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;

/** Only who must wait enters the room, unseen: pollers come and go with every request, and the roster would flicker. */
export async function getPoll(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const query = new URL(request.url).searchParams;
  const askedMs = parseWaitMs(query.getAll("waitMs"));
  const waitMs = isHead(request) ? 0 : askedMs;
  const since = givenCursor(query);
  const asker = await askerOf(request, env, room);
  const ask = { since, isPatient: waitMs > 0 };
  const reply = await askRoom<PollReply>(env, room, (object) => object.poll(room, ask, asker));
  if (reply.kind === "answer") return new Response(reply.json, { headers: { "content-type": "application/json" } });
  if (waitMs === 0) return Response.json({ events: [], cursor: since, recovered: true });
  const network = await networkMark(request, env);
  const principal = asker.principal ?? readerEntry(room, undefined, Date.now(), network).principal;
  return Response.json(await awaitEvents(env, { room, mode: "frames", principal, hidden: true, since }, waitMs));
}

function parseWaitMs([value, second]: readonly string[]): number {
  if (value === undefined) return POLL_WAIT_MS;
  const waitMs = second === undefined && WHOLE_NUMBER.test(value) ? Number(value) : Number.NaN;
  if (waitMs <= POLL_WAIT_MAX_MS) return waitMs;
  throw new ChatError(
    "invalid",
    `unable to ${OPERATION}; waitMs must be a whole number of at most ${POLL_WAIT_MAX_MS}`,
  );
}
