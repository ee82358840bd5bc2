// DELETE /api/rooms/{room}/hook: nobody is asked any more before something is said.

import type { Env } from "../../env.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "remove hook";

export async function deleteHook(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  await askRoom<void>(env, room, (object) => object.removeHook(room, principal));
  return new Response(null, { status: 204 });
}
