// POST /api/rooms/{room}/webhooks: sends the room's events to an address from here on.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type WebhookMade, webhookRequestSchema } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { randomId } from "../random-id.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "make webhook";

/** 201 with the secret that signs its deliveries, told once. */
export async function postWebhook(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const wish = v.safeParse(webhookRequestSchema, await readJson(request, OPERATION));
  if (!wish.success) throw refusal(`unable to ${OPERATION}`, wish.issues[0]);
  const draft = { ...wish.output, id: randomId() };
  const secret = await askRoomOnce<string>(env, room, (object) => object.addWebhook(room, principal, draft));
  const made: WebhookMade = { id: draft.id, secret };
  return Response.json(made, { status: 201 });
}
