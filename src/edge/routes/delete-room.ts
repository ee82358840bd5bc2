// DELETE /api/rooms/{room}: ends a room for good, for its owners and for operators.

import type { Env } from "../../env.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "delete room";

export async function deleteRoom(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  await askRoomOnce<void>(env, room, (object) => object.remove(room, principal, principal.operator === true));
  return new Response(null, { status: 204 });
}
