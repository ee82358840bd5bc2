// POST /api/rooms/{room}/restore: takes a room back to an older state, for operators.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import type { Lobby } from "../../lobby/lobby.ts";
import type { RestoreAsked, RestoreNote, RestoreOutcome, RestoreWish } from "../../lobby/restores.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { restoreRequestSchema } from "../../protocol/http.ts";
import { RESTORE_DAYS } from "../../protocol/limits.ts";
import { readJson } from "../body.ts";
import { requirePrincipal } from "../identity.ts";
import { askLobby } from "../lobby-object.ts";
import { memoryOf } from "../memory.ts";
import { notYet, restore } from "../restore-first.ts";
import { askRoom } from "../room-object.ts";
import { parseRoomName } from "../room-name.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "restore room";
const DAY_MS = 24 * 60 * 60_000;

/** 204 once it is done; until then 503 with the time to ask again, by the same id. */
export async function postRestore(request: RoutedRequest, env: Env): Promise<Response> {
  const room = parseRoomName(request.params.room, OPERATION);
  const principal = await requirePrincipal(request, env, OPERATION, room);
  if (principal.operator !== true) throw new ChatError("forbidden", `unable to ${OPERATION}; only operators may`);
  const wish = v.safeParse(restoreRequestSchema, await readJson(request, OPERATION));
  if (!wish.success) throw refusal(`unable to ${OPERATION}`, wish.issues[0]);
  const { id, at } = wish.output;
  const now = Date.now();
  if (at > now || at < now - RESTORE_DAYS * DAY_MS)
    throw new ChatError("invalid", `unable to ${OPERATION}; at must be within the last ${RESTORE_DAYS} days`);
  const by = { id: principal.id, name: principal.name };
  const asked = await ask(env, { room, id, at, by });
  if (asked.kind === "conflict")
    throw new ChatError("id_conflict", `unable to ${OPERATION}; another restore of it is under way, or had this id`);
  if (asked.kind === "under_way") memoryOf(env).signedOut.addRestore(asked.note);
  const outcome = asked.kind === "ended" ? asked.outcome : await whenDue(env, asked.note);
  if (outcome === "failed")
    throw new ChatError("internal", `unable to ${OPERATION}; the platform did not take it back`);
  return new Response(null, { status: 204 });
}

/** A restore that cannot be would shut the room for nothing: the platform is asked before it is taken down. */
async function ask(env: Env, wish: RestoreWish): Promise<RestoreAsked> {
  const known = await lobbyOf<RestoreAsked | undefined>(env, (lobby) => lobby.findRestore(wish));
  if (known !== undefined) return known;
  await askRoom<void>(env, wish.room, (object) => object.checkRestore(wish.at));
  return lobbyOf<RestoreAsked>(env, (lobby) => lobby.askRestore(wish));
}

async function lobbyOf<T>(env: Env, give: (lobby: DurableObjectStub<Lobby>) => Promise<T>): Promise<T> {
  try {
    return await askLobby<T>(env, give);
  } catch (cause) {
    throw new ChatError("overloaded", `unable to ${OPERATION}; there is nowhere to take it down`, {
      cause,
      retryAfterMs: 2_000,
    });
  }
}

async function whenDue(env: Env, note: RestoreNote): Promise<RestoreOutcome> {
  const waitMs = note.opensAt - Date.now();
  if (waitMs > 0) throw notYet(waitMs);
  return restore(env, note);
}
