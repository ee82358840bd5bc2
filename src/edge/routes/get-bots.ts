// GET /api/rooms/{room}/bots: the bots of a room, without their secrets, for its owners.

import type { Env } from "../../env.ts";
import type { Bot } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "list bots";

export async function getBots(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const bots = await askRoom<Bot[]>(env, room, (object) => object.bots(room, principal));
  return Response.json({ bots });
}
