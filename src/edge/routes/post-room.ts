// POST /api/rooms: makes a room, the caller its owner.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type MadeRoom, type NewRoom, newRoomSchema } from "../../protocol/http.ts";
import { mayMakeRoom } from "../../rules/room-creation.ts";
import { readJson } from "../body.ts";
import { principalFor } from "../holder.ts";
import { requireHolder } from "../identity.ts";
import { memoryOf } from "../memory.ts";
import { networkOf } from "../network-prefix.ts";
import { roomAddress } from "../room-address.ts";
import { askRoomOnce } from "../room-object.ts";
import { secretRoomName } from "../secret-room-name.ts";

const OPERATION = "make room";

/** 201. Counts towards the rooms of a network only where a room came of it. */
export async function postRoom(request: Request, env: Env): Promise<Response> {
  const founder = principalFor(await requireHolder(request, env, OPERATION), "");
  const isOperator = founder.operator === true;
  if (!isOperator && !mayMakeRoom(founder.id, env.ROOM_CREATION, env.ADMINS))
    throw new ChatError("forbidden", `unable to ${OPERATION}; not everybody may here`);
  const { name = secretRoomName(), title, visibility } = parseWish(await readJson(request, OPERATION));
  const settings = { ...(title === undefined ? {} : { title }), visibility };
  const giveBack = takePlace(request, env, Date.now());
  try {
    await askRoomOnce(env, name, (object) => object.create(name, founder, settings));
  } catch (error) {
    giveBack();
    throw error;
  }
  const made: MadeRoom = { name, url: roomAddress(name, request) };
  return Response.json(made, { status: 201 });
}

/** Nothing need be said of a room; what is said must be an object, which a list is to the schema too. */
function parseWish(body: unknown): NewRoom {
  if (Array.isArray(body)) throw new ChatError("invalid", `unable to ${OPERATION}; the body is a list`);
  const fields = v.safeParse(newRoomSchema, body === undefined ? {} : body);
  if (!fields.success) throw refusal(`unable to ${OPERATION}`, fields.issues[0]);
  return fields.output;
}

/** Gives how to take it back. Throws `rate_limited`. */
function takePlace(request: Request, env: Env, now: number): () => void {
  const network = env.RATE_LIMITS === "off" ? undefined : networkOf(request);
  if (network === undefined) return () => {};
  const { rooms } = memoryOf(env);
  const waitMs = rooms.take(network, now);
  if (waitMs > 0) {
    throw new ChatError("rate_limited", `unable to ${OPERATION}; too many were made from this network`, {
      retryAfterMs: waitMs,
    });
  }
  return () => rooms.giveBack(network, now);
}
