// GET /api/rooms/{room}/audit: what moderators did, and why, newest first.

import type { Env } from "../../env.ts";
import type { Audit } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRecordsRange } from "../records-range.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "read audit record";

export async function getAudit(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const range = parseRecordsRange(request, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return Response.json(await askRoom<Audit>(env, room, (object) => object.audit(room, principal, range)));
}
