// GET /api/unread: how much is new in each of a few rooms, for whoever asks.

import * as v from "valibot";
import type { Env } from "../../env.ts";
import { refusal } from "../../protocol/codec.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type ReadPlace, type UnreadRooms, unreadAskSchema } from "../../protocol/http.ts";
import { type Holder, principalFor } from "../holder.ts";
import { requireHolder } from "../identity.ts";
import { logWarning } from "../log.ts";
import { memoryOf } from "../memory.ts";
import { askRoom } from "../room-object.ts";
import type { RoutedRequest } from "../routed-request.ts";

const OPERATION = "count unread";

/** One look at each room's object, and no write. */
export async function getUnread(request: RoutedRequest, env: Env): Promise<Response> {
  const names = parseNames(new URL(request.url).searchParams);
  const holder = await requireHolder(request, env, OPERATION);
  takeTurn(env, holder);
  const places = await Promise.all(names.map((name) => placeIn(env, holder, name)));
  const rooms = places.flatMap((place) => place ?? []);
  return Response.json({ rooms } satisfies UnreadRooms);
}

function parseNames(query: URLSearchParams): readonly string[] {
  const asked = v.safeParse(unreadAskSchema, { rooms: query.get("rooms")?.split(",") });
  if (!asked.success) throw refusal(`unable to ${OPERATION}`, asked.issues[0]);
  return [...new Set(asked.output.rooms)];
}

/** Counted before any room is asked: one request stands for up to 20 looks. */
function takeTurn(env: Env, { id }: Holder): void {
  const waitMs = env.RATE_LIMITS === "off" ? 0 : memoryOf(env).unread.take(id, Date.now());
  if (waitMs === 0) return;
  throw new ChatError("rate_limited", `unable to ${OPERATION}; that was asked too often`, { retryAfterMs: waitMs });
}

/** Undefined for a room that is not there for the holder, whatever the reason: nobody learns it from here. */
async function placeIn(env: Env, holder: Holder, name: string): Promise<UnreadRooms["rooms"][number] | undefined> {
  try {
    const { head, readUpTo } = await askRoom<ReadPlace>(env, name, (room) =>
      room.readPlace(name, principalFor(holder, name)),
    );
    return { name, head, readUpTo, unread: Math.max(0, head - readUpTo) };
  } catch (error) {
    // One room that is at fault takes nothing from the others.
    if (!(error instanceof ChatError)) logWarning(`unable to ${OPERATION} of a room; it is left out`, error);
    return undefined;
  }
}
