// Ids that nobody can guess: 128 random bits, 22 characters.

import { base64url } from "jose";

export function randomId(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
}
