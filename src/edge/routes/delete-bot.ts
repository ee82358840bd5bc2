// DELETE /api/rooms/{room}/bots/{id}: removes a bot. What it said stays.

import type { Env } from "../../env.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "remove bot";

export async function deleteBot(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const id = request.params.id ?? "";
  await askRoom<void>(env, room, (object) => object.removeBot(room, principal, id));
  return new Response(null, { status: 204 });
}
