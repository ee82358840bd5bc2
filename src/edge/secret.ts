// Secrets that are told once: of invites and of bots. A room keeps a digest alone.

import { base64url } from "jose";
import { randomId } from "./random-id.ts";

/** 128 random bits. */
export const newSecret = randomId;

/** SHA-256: the secret cannot be guessed, so that nothing slower is needed. */
export async function digestOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return base64url.encode(new Uint8Array(digest));
}

/** Takes the same time wherever the two differ: it is their digests that are compared. */
export async function isSameSecret(one: string, other: string): Promise<boolean> {
  return (await digestOf(one)) === (await digestOf(other));
}
