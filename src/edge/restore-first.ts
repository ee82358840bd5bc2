// Takes a room through its restore before anybody is let in: every way into a room passes here first.
//
// Whoever comes drives it, from the first step whatever was done before: no step harms by being repeated.

import type { Env } from "../env.ts";
import type { RestoreNote, RestoreOutcome } from "../lobby/restores.ts";
import { ChatError } from "../protocol/errors.ts";
import { unwrap } from "../rules/reply.ts";
import { askLobby } from "./lobby-object.ts";
import { logWarning } from "./log.ts";
import { memoryOf } from "./memory.ts";

/** Before a room goes back it is shut so long, for what is still on its way to it and for clocks that differ. */
const SHUT_MS = 15_000;
/** Rounds of one driver; each begins where the room says that it stands. */
const ROUNDS = 3;
const RETRY_AFTER_MS = 2_000;

/** Returns at once where the room is not being restored. Throws `overloaded` where it is, and is not yet through. */
export async function restoreFirst(env: Env, room: string): Promise<void> {
  const now = Date.now();
  const note = await memoryOf(env).signedOut.restoreOf(room, env, now);
  if (note === undefined || now < note.opensAt - SHUT_MS) return;
  if (now < note.opensAt) throw notYet(note.opensAt - now);
  await restore(env, note);
}

/** Gives what came of it, once the room has its new epoch. Throws `overloaded` where that needs another try. */
export async function restore(env: Env, note: RestoreNote): Promise<RestoreOutcome> {
  let fault: unknown;
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      const outcome = await driveOnce(env, note);
      if (outcome === undefined) continue;
      await tellLobby(env, note, outcome);
      return outcome;
    } catch (error) {
      fault = error;
    }
  }
  throw notYet(RETRY_AFTER_MS, fault);
}

/** Undefined where the room has not gone back. A stub is of no use after it threw, so each step makes its own. */
async function driveOnce(env: Env, { room, place, at, by }: RestoreNote): Promise<RestoreOutcome | undefined> {
  const object = () => env.ROOM.getByName(room);
  const prepared = unwrap(await object().prepareRestore(place));
  if (typeof prepared === "object") return prepared.settled;
  try {
    if (prepared === "prepared") await object().goBack(place, at);
  } catch {
    // The room has just ended itself: no answer is the answer. If it was another fault, its mark is still there.
  }
  const stage = unwrap(await object().settleRestore(room, place, { at, by }));
  return typeof stage === "object" ? stage.settled : undefined;
}

/** A Lobby that does not hear it keeps the note: others ask the room once more, which says that it is through. */
async function tellLobby(env: Env, note: RestoreNote, outcome: RestoreOutcome): Promise<void> {
  memoryOf(env).signedOut.dropRestore(note);
  try {
    await askLobby(env, (lobby) => lobby.endRestore(note.place, outcome));
  } catch (cause) {
    logWarning("unable to tell the Lobby that a restore is over; it is asked for again", cause);
  }
}

export function notYet(retryAfterMs: number, cause?: unknown): ChatError {
  return new ChatError("overloaded", "unable to reach room; it is being restored", { cause, retryAfterMs });
}
