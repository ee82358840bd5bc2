// The keys that this deployment signs with.

import type { Env } from "../env.ts";
import { ChatError } from "../protocol/errors.ts";
import { deriveKeys, type SigningKeys } from "./derive-keys.ts";
import { askLobby } from "./lobby-object.ts";
import { memoryOf } from "./memory.ts";

/** A shorter secret can be guessed by trying. */
const SECRET_LENGTH_MIN = 32;
/** Told to whoever comes while the Lobby is out of reach. */
const RETRY_AFTER_MS = 2_000;

/** From AUTH_SECRET, or else from a secret that the Lobby made on first use. Derived once in each isolate. */
export async function signingKeys(env: Env): Promise<SigningKeys> {
  const memory = memoryOf(env);
  const secret = env.AUTH_SECRET === "" ? undefined : env.AUTH_SECRET;
  if (memory.keys !== undefined && memory.keys.secret === secret) return memory.keys.keys;
  if (secret !== undefined && secret.length < SECRET_LENGTH_MIN) {
    throw new Error(`AUTH_SECRET must have ${SECRET_LENGTH_MIN} characters or more`);
  }
  const keys = await deriveKeys(secret ?? (await lobbySecret(env)));
  memory.keys = { secret, keys };
  return keys;
}

async function lobbySecret(env: Env): Promise<string> {
  try {
    return await askLobby(env, (lobby) => lobby.signingSecret());
  } catch (cause) {
    throw new ChatError("overloaded", "unable to check sessions; the signing key is out of reach", {
      cause,
      retryAfterMs: RETRY_AFTER_MS,
    });
  }
}
