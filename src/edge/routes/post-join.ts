// POST /api/rooms/{room}/join: enters a room by the secret of an invite.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type Joined, joinRequestSchema } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { digestOf } from "../secret.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "join room";

export async function postJoin(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const body = v.safeParse(joinRequestSchema, await readJson(request, OPERATION));
  if (!body.success) throw refusal(`unable to ${OPERATION}`, body.issues[0]);
  const digest = await digestOf(body.output.invite);
  const joined = await askRoom<Joined>(env, room, (object) => object.join(room, principal, digest));
  return Response.json(joined);
}
