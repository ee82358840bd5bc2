// DELETE /api/rooms/{room}/invites/{id}: revokes an invite. Who entered by it stays.

import type { Env } from "../../env.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "revoke invite";

export async function deleteInvite(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const id = request.params.id ?? "";
  await askRoom<void>(env, room, (object) => object.revokeInvite(room, principal, id));
  return new Response(null, { status: 204 });
}
