// GET /api/rooms/{room}/members: who is here.

import type { Env } from "../../env.ts";
import type { Members } from "../../protocol/frames/welcome.ts";
import { askerOf } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

export async function getMembers(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "list members");
  const asker = await askerOf(request, env, room);
  const members = await askRoom<Members>(env, room, (object) => object.members(room, asker));
  return Response.json(members);
}
