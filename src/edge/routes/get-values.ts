// GET /api/rooms/{room}/values: the newest value of each key (contract 13).

import type { Env } from "../../env.ts";
import { askerOf } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

export async function getValues(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, "read values");
  const asker = await askerOf(request, env, room);
  // The room writes them as JSON, since objects nested without limit do not cross RPC.
  const values = await askRoom<string>(env, room, (object) => object.values(room, asker));
  return new Response(values, { headers: { "content-type": "application/json" } });
}
