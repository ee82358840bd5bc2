// POST /api/rooms/{room}/messages: the command `send` over HTTP.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { parseCommand, refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type Posted, postMessageSchema } from "../../protocol/http.ts";
import { isCommandId } from "../../protocol/text.ts";
import type { CommandReply } from "../../room/dispatch.ts";
import { readJson } from "../body.ts";
import { principalOf, requireGuest } from "../identity.ts";
import { randomId } from "../random-id.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "send message";

/** 201, and 200 with the same body for a repeat. */
export async function postMessage(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const guest = await requireGuest(request, env, OPERATION, room);
  const command = parseSend(await readJson(request, OPERATION), request.headers.get("idempotency-key"));
  const reply = await askRoom<CommandReply>(env, room, (object) => object.command(principalOf(guest), command));
  const { id, seq, at } = reply.frame;
  const posted: Posted = { id, seq, at };
  return Response.json(posted, { status: reply.repeated ? 200 : 201 });
}

/** Gives the command as JSON text, checked here so that what is wrong wakes no room. */
export function parseSend(body: unknown, idempotencyKey: string | null): string {
  const fields = v.safeParse(postMessageSchema, body);
  if (!fields.success) throw refusal(`unable to ${OPERATION}`, fields.issues[0]);
  const id = chooseId(fields.output.id, idempotencyKey);
  const command = parseCommand({ ...fields.output, type: "send", id });
  if (command.kind === "refused") throw command.error;
  return JSON.stringify(command.value);
}

/** Without either, every request is a message of its own. */
function chooseId(id: string | undefined, key: string | null): string {
  if (key === null) return id ?? randomId();
  if (!isCommandId(key))
    throw new ChatError("invalid", `unable to ${OPERATION}; Idempotency-Key must be 1–64 of A–Z, a–z, 0–9, _ and -`);
  if (id !== undefined && id !== key)
    throw new ChatError("invalid", `unable to ${OPERATION}; Idempotency-Key and id differ`);
  return key;
}
