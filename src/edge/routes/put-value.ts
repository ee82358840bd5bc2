// PUT /api/rooms/{room}/values/{key}: the command `put` over HTTP; the body is the value.

import type { Env } from "../../env.ts";
import { ChatError } from "../../protocol/errors.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";
import { commandText, runCommand } from "../run-command.ts";

const OPERATION = "put value";

/** 204. The value `null` clears the key. */
export async function putValue(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const key = decodeKey(request.params.key ?? "");
  const by = await requirePrincipal(request, env, OPERATION, room);
  const value = await readJson(request, OPERATION);
  await runCommand(env, room, by, commandText({ type: "put", key, value }));
  return new Response(null, { status: 204 });
}

/** A key may hold a colon, which clients write as it is or as `%3A`. */
function decodeKey(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ChatError("invalid", `unable to ${OPERATION}; the key is not encoded as a path must be`);
  }
}
