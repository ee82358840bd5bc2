// GET /api/rooms/{room}: its settings, its log's head, how many are here.

import type { Env } from "../../env.ts";
import type { RoomInfo } from "../../protocol/http.ts";
import { askerOf } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

export async function getRoom(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "describe room");
  const asker = await askerOf(request, env, room);
  const info = await askRoom<RoomInfo>(env, room, (object) => object.describe(room, asker));
  return Response.json(info);
}
