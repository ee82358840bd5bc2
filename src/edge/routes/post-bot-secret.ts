// POST /api/rooms/{room}/bots/{id}/secret: gives a bot a new secret; the old one is of no use from here on.

import type { Env } from "../../env.ts";
import type { BotMade } from "../../protocol/http.ts";
import { botAddress } from "../bot-address.ts";
import { requirePrincipal } from "../identity.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { digestOf, newSecret } from "../secret.ts";

const OPERATION = "rotate secret";

export async function postBotSecret(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const id = request.params.id ?? "";
  const secret = newSecret();
  const digest = await digestOf(secret);
  const { inUrl } = await askRoomOnce<{ inUrl: boolean }>(env, room, (object) =>
    object.rotateBot(room, principal, id, digest),
  );
  const made: BotMade = { id, secret, url: botAddress(request, room, id, inUrl ? secret : undefined) };
  return Response.json(made);
}
