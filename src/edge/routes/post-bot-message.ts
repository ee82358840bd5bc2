// POST /api/bots/{room}/{id} and /api/bots/{room}/{id}/{secret}: what a bot says, as in POST …/messages.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { COMMAND_BODY_BYTES } from "../../protocol/limits.ts";
import type { CommandReply } from "../../room/dispatch.ts";
import { readJson } from "../body.ts";
import { bearerHeader } from "../given-token.ts";
import { withIdempotencyKey } from "../idempotency-key.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { digestOf } from "../secret.ts";
import { sendText, sentFrom, sentResponse } from "../send-message.ts";

const OPERATION = "send message";

/** The secret in the address counts only where the owner allowed that. */
export async function postBotMessage(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const inUrl = request.params.secret;
  const secret = inUrl ?? bearerHeader(request);
  if (secret === undefined) throw new ChatError("unauthenticated", `unable to ${OPERATION}; there is no secret`);
  const body = await readJson(request, OPERATION, COMMAND_BODY_BYTES);
  const command = sendText(withIdempotencyKey(body, request, OPERATION));
  const bot = { id: request.params.id ?? "", digest: await digestOf(secret), viaUrl: inUrl !== undefined };
  return sentResponse(
    sentFrom(await askRoom<CommandReply>(env, room, (object) => object.botCommand(room, bot, command))),
  );
}
