// GET /api/rooms/{room}/invites: the invites that are still of use, without their secrets.

import type { Env } from "../../env.ts";
import type { Invite } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "list invites";

export async function getInvites(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const invites = await askRoom<Invite[]>(env, room, (object) => object.invites(room, principal));
  return Response.json({ invites });
}
