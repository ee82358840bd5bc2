// GET /api/rooms/{room}/messages: a page of history.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type HistoryRange, historyRangeSchema } from "../../protocol/commands/history.ts";
import { networkOf } from "../network-prefix.ts";
import { readerOf } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "read messages";
/** As JSON would write it: no sign, no exponent, no leading zero. */
const WHOLE_NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;

export async function getMessages(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRange(new URL(request.url).searchParams);
  const reader = await readerOf(request, env, room);
  // The room writes the page as JSON, since objects nested without limit do not cross RPC.
  const page = await askRoom<string>(env, room, (object) => object.messages(range, reader?.id ?? networkOf(request)));
  return new Response(page, { headers: { "content-type": "application/json" } });
}

/** The same range, with the same limits, as the command `history`. */
export function parseRange(query: URLSearchParams): HistoryRange {
  const given = ["before", "after", "thread", "limit"].filter((name) => query.has(name));
  const range = v.safeParse(
    historyRangeSchema,
    Object.fromEntries(given.map((name) => [name, numberIn(query.getAll(name))])),
  );
  if (!range.success) throw refusal(`unable to ${OPERATION}`, range.issues[0]);
  return range.output;
}

/** What is not one number stays as it is, for the schema to refuse. */
function numberIn(values: readonly string[]): unknown {
  const [value, second] = values;
  return value !== undefined && second === undefined && WHOLE_NUMBER.test(value) ? Number(value) : values;
}
