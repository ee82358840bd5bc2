// GET /api/rooms/{room}/hook: who is asked before something is said in the room, without the secret.

import type { Env } from "../../env.ts";
import type { Hook } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "read hook";

export async function getHook(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return Response.json(await askRoom<Hook>(env, room, (object) => object.hook(room, principal)));
}
