// GET /api/rooms/{room}/standings: who is banned or muted, for the room's moderators.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type StandingsPage, type StandingsRange, standingsRangeSchema } from "../../protocol/standings.ts";
import { requirePrincipal } from "../identity.ts";
import { numberIn } from "../query-number.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "list standings";

export async function getStandings(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRange(request);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return Response.json(await askRoom<StandingsPage>(env, room, (object) => object.standings(room, principal, range)));
}

function parseRange(request: Request): StandingsRange {
  const query = new URL(request.url).searchParams;
  const range = v.safeParse(standingsRangeSchema, {
    ...(query.has("after") ? { after: query.getAll("after").join("\n") } : {}),
    ...(query.has("limit") ? { limit: numberIn(query.getAll("limit")) } : {}),
  });
  if (!range.success) throw refusal(`unable to ${OPERATION}`, range.issues[0]);
  return range.output;
}
