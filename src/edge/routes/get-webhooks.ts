// GET /api/rooms/{room}/webhooks: the webhooks of a room, without their secrets, for its owners.

import type { Env } from "../../env.ts";
import type { Webhook } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "list webhooks";

export async function getWebhooks(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const webhooks = await askRoom<Webhook[]>(env, room, (object) => object.webhooks(room, principal));
  return Response.json({ webhooks });
}
