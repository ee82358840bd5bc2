// DELETE /api/rooms/{room}/webhooks/{id}: removes a webhook. Nothing more goes to it; what is on its way may still arrive.

import type { Env } from "../../env.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "remove webhook";

export async function deleteWebhook(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const id = request.params.id ?? "";
  await askRoom<void>(env, room, (object) => object.removeWebhook(room, principal, id));
  return new Response(null, { status: 204 });
}
