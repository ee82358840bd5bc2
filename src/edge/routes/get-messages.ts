// GET /api/rooms/{room}/messages: a page of history.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type HistoryRange, historyRangeSchema } from "../../protocol/commands/history.ts";
import { answerTagged } from "../answer-tagged.ts";
import { askerOf } from "../identity.ts";
import { numberIn } from "../query-number.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "read messages";

export async function getMessages(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRange(new URL(request.url).searchParams);
  const asker = await askerOf(request, env, room);
  // The room writes the page as JSON, since objects nested without limit do not cross RPC.
  return answerTagged(request, await askRoom<string>(env, room, (object) => object.messages(room, range, asker)));
}

/** The same range, with the same limits, as the command `history`. */
export function parseRange(query: URLSearchParams): HistoryRange {
  const given = ["before", "after", "at", "thread", "limit"].filter((name) => query.has(name));
  const range = v.safeParse(
    historyRangeSchema,
    Object.fromEntries(given.map((name) => [name, numberIn(query.getAll(name))])),
  );
  if (!range.success) throw refusal(`unable to ${OPERATION}`, range.issues[0]);
  return range.output;
}
