// POST /api/rooms/{room}/messages: the command `send` over HTTP.

import type { Env } from "../../env.ts";
import { COMMAND_BODY_BYTES } from "../../protocol/limits.ts";
import { readJson } from "../body.ts";
import { withIdempotencyKey } from "../idempotency-key.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { sendMessage, sentResponse } from "../send-message.ts";

const OPERATION = "send message";

/** Without an id of either kind, every request is a message of its own. */
export async function postMessage(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const by = await requirePrincipal(request, env, OPERATION, room);
  const body = await readJson(request, OPERATION, COMMAND_BODY_BYTES);
  return sentResponse(await sendMessage(env, room, by, withIdempotencyKey(body, request, OPERATION)));
}
