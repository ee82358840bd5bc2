// GET /api/rooms/{room}/words: the words that the room does not want, for its moderators.

import type { Env } from "../../env.ts";
import type { WordList } from "../../protocol/http.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "read listed words";

export async function getWords(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  return Response.json(await askRoom<WordList>(env, room, (object) => object.words(room, principal)));
}
