// The deployment's one Lobby, as the edge asks it.

import type { Env } from "../env.ts";
import type { Lobby } from "../lobby/lobby.ts";
import { LOBBY_NAME } from "../rules/lobby-name.ts";

/** A Lobby that has not answered by then counts as out of reach. */
const LOBBY_WAIT_MS = 2_000;

/** Rejects where the Lobby cannot be reached, fails, or does not answer in time. */
export async function askLobby<T>(env: Env, ask: (lobby: DurableObjectStub<Lobby>) => Promise<T>): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the Lobby did not answer in time")), LOBBY_WAIT_MS);
  try {
    return await Promise.race([ask(env.LOBBY.getByName(LOBBY_NAME)), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
