// PUT /api/rooms/{room}/hook: names who is asked before something is said in the room.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type HookMade, hookRequestSchema } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "set hook";

/** 200 with the secret that signs what it is asked, told once. */
export async function putHook(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const wish = v.safeParse(hookRequestSchema, await readJson(request, OPERATION));
  if (!wish.success) throw refusal(`unable to ${OPERATION}`, wish.issues[0]);
  const secret = await askRoomOnce<string>(env, room, (object) => object.putHook(room, principal, wish.output));
  const made: HookMade = { secret };
  return Response.json(made);
}
