// A room's object, as the edge asks it.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Room } from "../room/room.ts";
import { type Reply, unwrap } from "../rules/reply.ts";
import { restoreFirst } from "./restore-first.ts";

/** Told to whoever asked a room that is overloaded or restarting. */
const RETRY_AFTER_MS = 2_000;

/** Throws what the room refused, or `overloaded` where it cannot answer now. */
export async function askRoom<T>(
  env: Env,
  name: string,
  ask: (room: DurableObjectStub<Room>) => Promise<Reply<T>>,
): Promise<T> {
  return unwrap(await reach(env, name, ask));
}

/**
 * As `askRoom`, for what must not be asked twice. Throws `overloaded` also where the room may have done it and only its
 * answer was lost.
 */
export async function askRoomOnce<T>(
  env: Env,
  name: string,
  ask: (room: DurableObjectStub<Room>) => Promise<Reply<T>>,
): Promise<T> {
  try {
    await restoreFirst(env, name);
    return unwrap(await ask(env.ROOM.getByName(name)));
  } catch (error) {
    throw outOfReach(error);
  }
}

/** Hands an upgrade to the room's own object. Throws `overloaded` where it cannot answer now. */
export function askAtRoom(env: Env, name: string, upgrade: Request): Promise<Response> {
  return reach(env, name, (room) => room.fetch(upgrade));
}

/**
 * Tries once more where the platform says that it may help, as when a deploy has just reset the object: looking changes
 * nothing, and a command has an id. A stub is of no use after it threw, so each try makes its own.
 */
async function reach<T>(env: Env, name: string, ask: (room: DurableObjectStub<Room>) => Promise<T>): Promise<T> {
  await restoreFirst(env, name);
  try {
    return await ask(env.ROOM.getByName(name));
  } catch (first) {
    if (!is(first, "retryable") || is(first, "overloaded")) throw outOfReach(first);
    try {
      return await ask(env.ROOM.getByName(name));
    } catch (second) {
      throw outOfReach(second);
    }
  }
}

function outOfReach(cause: unknown): unknown {
  if (!is(cause, "overloaded") && !is(cause, "retryable")) return cause;
  return new ChatError("overloaded", "unable to reach room; it is busy or restarting", {
    cause,
    retryAfterMs: RETRY_AFTER_MS,
  });
}

/** Workers marks errors of an object by these two properties. */
function is(error: unknown, mark: "overloaded" | "retryable"): boolean {
  return error instanceof Error && Object.getOwnPropertyDescriptor(error, mark)?.value === true;
}
