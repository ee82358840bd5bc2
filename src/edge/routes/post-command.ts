// POST /api/rooms/{room}/commands: every command, for clients without a connection.

import type { Env } from "../../env.ts";
import { COMMAND_BODY_BYTES } from "../../protocol/limits.ts";
import { readJson } from "../body.ts";
import { withIdempotencyKey } from "../idempotency-key.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { commandText, runCommand } from "../run-command.ts";

const OPERATION = "run command";

/** 200 with the frame that answers the command, 204 where none does. */
export async function postCommand(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const by = await requirePrincipal(request, env, OPERATION, room);
  const body = await readJson(request, OPERATION, COMMAND_BODY_BYTES);
  const text = commandText(withIdempotencyKey(body, request, OPERATION));
  const { frame } = await runCommand(env, room, by, text);
  if (frame === undefined) return new Response(null, { status: 204 });
  return new Response(frame, { headers: { "content-type": "application/json" } });
}
