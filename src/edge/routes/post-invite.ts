// POST /api/rooms/{room}/invites: makes an invite; its link is told once.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { type InviteMade, inviteRequestSchema } from "../../protocol/http.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { digestOf, newSecret } from "../secret.ts";
import { randomId } from "../random-id.ts";
import { roomAddress } from "../room-address.ts";
import { askRoomOnce } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "make invite";

/** 201. The body may be absent: an invite for one member, for 7 days. */
export async function postInvite(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  const wish = v.safeParse(inviteRequestSchema, (await readJson(request, OPERATION)) ?? {});
  if (!wish.success) throw refusal(`unable to ${OPERATION}`, wish.issues[0]);
  const id = randomId();
  const secret = newSecret();
  const draft = { ...wish.output, id, digest: await digestOf(secret) };
  await askRoomOnce(env, room, (object) => object.invite(room, principal, draft));
  const made: InviteMade = { id, url: `${roomAddress(room, request)}#invite=${secret}` };
  return Response.json(made, { status: 201 });
}
