// What an isolate remembers of its deployment between requests. All of it may be lost at any moment, at no harm.

import type { Env } from "../env.ts";
import type { SigningKeys } from "./derive-keys.ts";
import { GuestLimit } from "./guest-limit.ts";
import { SignedOutList } from "./signed-out-list.ts";

export type Memory = {
  /** With the secret that they were made from; undefined stands for the Lobby's. */
  keys?: { readonly secret: string | undefined; readonly keys: SigningKeys };
  readonly signedOut: SignedOutList;
  readonly guests: GuestLimit;
};

/** By the namespace of the Lobby, which stands for the deployment: tests run several in one isolate. */
const memories = new WeakMap<Env["LOBBY"], Memory>();

export function memoryOf(env: Env): Memory {
  const known = memories.get(env.LOBBY);
  if (known !== undefined) return known;
  const memory: Memory = { signedOut: new SignedOutList(), guests: new GuestLimit() };
  memories.set(env.LOBBY, memory);
  return memory;
}
