// GET /api/rooms/{room}/search: messages that match, newest first.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type SearchRange, searchRangeSchema } from "../../protocol/http.ts";
import { askerOf } from "../identity.ts";
import { numberIn } from "../query-number.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "search";

export async function getSearch(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRange(new URL(request.url).searchParams);
  const asker = await askerOf(request, env, room);
  const page = await askRoom<string>(env, room, (object) => object.search(room, range, asker));
  return new Response(page, { headers: { "content-type": "application/json" } });
}

function parseRange(query: URLSearchParams): SearchRange {
  const given = (names: readonly string[], read: (values: readonly string[]) => unknown): object =>
    Object.fromEntries(names.filter((name) => query.has(name)).map((name) => [name, read(query.getAll(name))]));
  const range = v.safeParse(searchRangeSchema, {
    ...given(["q", "from", "has"], ([first]) => first),
    ...given(["before", "beforeAt", "afterAt", "limit"], numberIn),
  });
  if (!range.success) throw refusal(`unable to ${OPERATION}`, range.issues[0]);
  return range.output;
}
