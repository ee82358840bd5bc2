// POST /api/rooms/{room}/bots: makes a bot, which speaks in the room by a secret.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type BotMade, botRequestSchema } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { botAddress } from "../bot-address.ts";
import { requirePrincipal } from "../identity.ts";
import { randomId } from "../random-id.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { digestOf, newSecret } from "../secret.ts";

const OPERATION = "make bot";

/** 201 with the secret, told once. */
export async function postBot(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const wish = v.safeParse(botRequestSchema, await readJson(request, OPERATION));
  if (!wish.success) throw refusal(`unable to ${OPERATION}`, wish.issues[0]);
  const secret = newSecret();
  const draft = { ...wish.output, id: randomId(), digest: await digestOf(secret) };
  await askRoomOnce(env, room, (object) => object.addBot(room, principal, draft));
  const made: BotMade = {
    id: draft.id,
    secret,
    url: botAddress(request, room, draft.id, draft.inUrl ? secret : undefined),
  };
  return Response.json(made, { status: 201 });
}
