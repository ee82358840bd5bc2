// GET /api/rooms/{room}/reports: what members told the moderators of, newest first.

import type { Env } from "../../env.ts";
import type { Reports } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRecordsRange } from "../records-range.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "list reports";

export async function getReports(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRecordsRange(request, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return Response.json(await askRoom<Reports>(env, room, (object) => object.reports(room, principal, range)));
}
